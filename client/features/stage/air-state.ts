import type { CallHead } from '../../../shared/views/common.ts';

/** How a call stands with the audience, as a desk says it; an announced one goes on air within seconds (C2). */
export function airState({ state, shown, soon }: Pick<CallHead, 'state' | 'shown' | 'soon'>) {
  if (state === 'held') return 'stage.held';
  return shown ? 'programme.onAir' : soon ? 'programme.soon' : 'stage.offAir';
}
