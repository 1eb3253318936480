/** What the audience gets, and the cut: one press, no question, within a second slate and silence (C6). */
import { cutProgramme, restoreProgramme } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import css from '../../desk/desk.module.css';
import { Icon } from '../../desk/icons.tsx';
import { KEYS } from '../../desk/keys.ts';
import { useT } from '../../desk/texts.ts';
import { type Run, useRun } from '../../desk/use-run.ts';

type Programme = ViewOf<'programme'>['programme'];

export const cut = (run: Run, sessionId: string) => run(cutProgramme, { sessionId });
export const restore = (run: Run, sessionId: string) => run(restoreProgramme, { sessionId });

export function ProgrammeState({ programme }: { programme: Programme }) {
  const t = useT();
  return (
    <span
      className={programme.state === 'stage' ? css.onAir : css.offAir}
      role="status"
      aria-label={t('programmeControl.label')}
    >
      {programme.state === 'stage' && <Icon name="broadcast" />}
      {t(programme.soon ? 'programme.soon' : `programmeControl.${programme.state}`)}
    </span>
  );
}

export function ProgrammeControl({
  programme,
  sessionId,
  mayRestore = false,
}: {
  programme: Programme;
  sessionId: string;
  /** Restoring is the moderator's (C6). */
  mayRestore?: boolean;
}) {
  const t = useT();
  const run = useRun();
  return (
    <>
      <ProgrammeState programme={programme} />
      {programme.state === 'cut' && mayRestore && (
        <ActButton variant="default" hotkey={KEYS.restore} act={() => restore(run, sessionId)}>
          {t('programmeControl.restore')}
        </ActButton>
      )}
      {programme.state === 'cut' && !mayRestore && (
        <span className={css.aside}>{t('programmeControl.byModerator')}</span>
      )}
      {programme.state !== 'cut' && (
        <ActButton
          className={css.cut}
          leftSection={<Icon name="cut" />}
          hotkey={KEYS.cut}
          altHotkey
          act={() => cut(run, sessionId)}
          title={t('programmeControl.cutHelp')}
        >
          {t('programmeControl.cutNow')}
        </ActButton>
      )}
    </>
  );
}
