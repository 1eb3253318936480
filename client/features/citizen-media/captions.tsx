/** Captions below the picture, in big type, with a switch that is remembered; nothing where nobody writes any. */
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { CaptionLines } from '../captions/lines.tsx';
import { useCaptions } from '../captions/use-captions.ts';

export function PageCaptions({ callId }: { callId: string | null }) {
  const t = useT();
  const { lines, exist, wanted, setWanted } = useCaptions(callId);
  if (!exist) return null;
  return (
    <section aria-label={t('captions.title')}>
      {wanted && <CaptionLines lines={lines} className="captions" quiet={t('captions.quiet')} />}
      <Button kind="quiet" onClick={() => setWanted(!wanted)}>
        {t(wanted ? 'captions.off' : 'captions.on')}
      </Button>
    </section>
  );
}
