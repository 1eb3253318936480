import type { CallHead } from '../../../shared/views/common.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import css from './stage.module.css';

const BROKEN: ReadonlySet<CallHead['recording']> = new Set(['ended', 'diskFull', 'noRecorder']);

/** Whether this call is being recorded, and why not (R3). */
export function RecordingMark({ call: { recording } }: { call: CallHead }) {
  const t = useT();
  return (
    <span role="status" className={BROKEN.has(recording) ? css.warn : css.mark}>
      {BROKEN.has(recording) && <Icon name="warning" size={14} />} {t(`stage.recording.${recording}`)}
    </span>
  );
}
