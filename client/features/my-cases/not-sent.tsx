import type { Refusal } from '../../../shared/errors.ts';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useMyT } from './texts.ts';

/** Why it was not taken; what was typed is still there. */
export function NotSent({ refusal }: { refusal: Refusal | null }) {
  const t = useMyT();
  if (refusal?.code !== 'STALE' && refusal?.code !== 'UNAVAILABLE') return <RefusalText refusal={refusal} />;
  return (
    <div role="alert">
      <p className="note warn">{t(refusal.code === 'STALE' ? 'my.changed' : 'my.notReached')}</p>
    </div>
  );
}
