/** The next step of the evening and of its lobby, for buttons and keys alike. */
import { closeLobby, openLobby, pauseSession, resumeSession, startSession } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import type { TextKey } from '../../desk/texts.ts';

type Head = ViewOf<'moderator'>['session'];
type Action = typeof startSession | typeof pauseSession | typeof resumeSession | typeof openLobby | typeof closeLobby;
export interface Step {
  readonly action: Action;
  readonly says: TextKey;
  /** Something waits for it. */
  readonly urgent: boolean;
}

export const isGoing = ({ state }: Head): boolean => state === 'lobby' || state === 'live' || state === 'paused';

export function lobbyStep(head: Head): Step | null {
  if (head.state === 'scheduled' || (isGoing(head) && !head.admitting))
    return { action: openLobby, says: 'topBar.openLobby', urgent: false };
  return isGoing(head) ? { action: closeLobby, says: 'topBar.closeLobby', urgent: false } : null;
}

export function sessionStep({ state }: Head): Step | null {
  switch (state) {
    case 'lobby':
      return { action: startSession, says: 'topBar.start', urgent: true };
    case 'live':
      return { action: pauseSession, says: 'topBar.pause', urgent: false };
    case 'paused':
      return { action: resumeSession, says: 'topBar.resume', urgent: true };
    default:
      return null;
  }
}
