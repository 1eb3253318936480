/** Captions of one call at a desk, with a switch that is remembered; nothing where nobody writes any. */
import { Switch } from '@mantine/core';
import { useT } from '../../desk/texts.ts';
import css from './captions.module.css';
import { CaptionLines } from './lines.tsx';
import { useCaptions } from './use-captions.ts';

export function DeskCaptions({ callId }: { callId: string }) {
  const t = useT();
  const { lines, exist, wanted, setWanted } = useCaptions(callId);
  if (!exist) return null;
  return (
    <section aria-label={t('captions.title')} className={css.desk}>
      {wanted && <CaptionLines lines={lines} className={css.lines} quiet={t('captions.quiet')} />}
      <Switch
        size="xs"
        label={t('captions.title')}
        checked={wanted}
        onChange={({ currentTarget: { checked } }) => setWanted(checked)}
      />
    </section>
  );
}
