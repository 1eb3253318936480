/** Session, clock, counts, what the session can do next, and the programme. */
import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import { endSession } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { clock } from '../../desk/format.ts';
import { KEYS } from '../../desk/keys.ts';
import { Brand } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { UserMenu } from '../../desk/user-menu.tsx';
import { ProgrammeControl } from '../../features/programme/programme-control.tsx';
import { EndTime } from '../../features/stage/end-time.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useServerNow } from '../../realtime/react.tsx';
import { LeaderDialog } from './leader-dialog.tsx';
import css from './moderator.module.css';
import { isGoing, lobbyStep, type Step, sessionStep } from './session-steps.ts';

type View = ViewOf<'moderator'>;
const COUNTS = ['waiting', 'away', 'done', 'gone', 'audience'] as const;

export function TopBar({ view, onHelp }: { view: View; onHelp: () => void }) {
  const t = useT();
  const { session, programme, counts } = view;
  return (
    <header className={deskCss.bar}>
      <Brand />
      <div className={css.session} data-shrinks title={session.title}>
        <strong>
          {t('session.number', { number: session.number })} {session.title}
        </strong>
        <span>
          {t(`sessionState.${session.state}`)} · <EndTime session={session} /> ·{' '}
          {t(session.public ? 'home.isPublic' : 'home.notPublic')}
          {session.delayMs > 0 && ` · ${t('programmeControl.delay', { seconds: session.delayMs / 1000 })}`}
        </span>
      </div>
      <Clock zone={session.zone} />
      <dl className={css.counts} aria-label={t('topBar.counts')}>
        {COUNTS.map((one) => (
          <div key={one}>
            <dt>{t(`topBar.${one}`)}</dt>
            <dd>{counts[one]}</dd>
          </div>
        ))}
      </dl>
      <div className={deskCss.spacer} />
      <SessionButtons view={view} />
      <div className={css.programme}>
        <ProgrammeControl programme={programme} sessionId={session.id} mayRestore />
      </div>
      <ActionIcon variant="default" size="md" onClick={onHelp} aria-label={t('shortcuts.title')} aria-keyshortcuts="?">
        ?
      </ActionIcon>
      <UserMenu compact />
    </header>
  );
}

function Clock({ zone }: { zone: string }) {
  const language = useLanguage();
  const t = useT();
  return (
    <span className={deskCss.clock} role="timer" aria-label={t('topBar.clock')}>
      {clock(useServerNow(), zone, language)}
    </span>
  );
}

function SessionButtons({ view }: { view: View }) {
  const t = useT();
  const run = useRun();
  const [ending, setEnding] = useState(false);
  const [changing, setChanging] = useState(false);
  const { session } = view;
  const sessionId = session.id;
  const waiting = view.counts.waiting + view.counts.away;
  const button = (step: Step | null, hotkey: string) =>
    step && (
      <ActButton
        variant={step.urgent ? 'filled' : 'default'}
        hotkey={hotkey}
        act={() => run(step.action, { sessionId })}
      >
        {t(step.says)}
      </ActButton>
    );
  return (
    <div className={css.buttons}>
      {button(lobbyStep(session), KEYS.lobby)}
      {button(sessionStep(session), KEYS.step)}
      {(isGoing(session) || session.state === 'scheduled') && (
        <ActButton
          variant="default"
          act={() => {
            setChanging(true);
            return undefined;
          }}
        >
          {t('topBar.leader')}
        </ActButton>
      )}
      <LeaderDialog view={view} opened={changing} onClose={() => setChanging(false)} />
      {isGoing(session) && (
        <ActButton
          variant="default"
          act={() => {
            setEnding(true);
            return undefined;
          }}
        >
          {t('topBar.end')}
        </ActButton>
      )}
      <FormDialog
        title={t('topBar.endTitle')}
        opened={ending}
        onClose={() => setEnding(false)}
        submitLabel={t('topBar.end')}
        onSubmit={() => run(endSession, { sessionId })}
      >
        {waiting === 0 ? t('topBar.endHelpNone') : t('topBar.endHelp', { count: waiting })}
      </FormDialog>
    </div>
  );
}
