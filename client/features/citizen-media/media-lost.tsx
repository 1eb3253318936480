/** The page's own way for picture and sound is gone: what is seen last stands still, and nobody else is to blame. */
import type { MediaState } from '../../media/media-session.ts';
import { useMediaLost } from '../../realtime/use-media-lost.ts';
import { useT } from '../../ui/texts.ts';

interface MediaLostProps {
  state: MediaState;
  /** Of the turn, in which there is a place to lose, or of the programme. */
  of: 'turn' | 'programme';
}

export function MediaLost({ state, of }: MediaLostProps) {
  const t = useT();
  const isLost = useMediaLost(state);
  return (
    <div role="status">
      {isLost && (
        <p className="note warn">
          {t('media.failed')} {t(of === 'turn' ? 'media.failedWhat' : 'media.programmeWhat')}
        </p>
      )}
    </div>
  );
}
