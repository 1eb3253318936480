/** Session, clock, counts, what the session can do next, and the programme. */
import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import {
  closeLobby,
  endSession,
  openLobby,
  pauseSession,
  resumeSession,
  startSession,
} from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { clock, hourMinute } from '../../desk/format.ts';
import { Brand } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { UserMenu } from '../../desk/user-menu.tsx';
import { ProgrammeControl } from '../../features/programme/programme-control.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useServerNow } from '../../realtime/react.tsx';
import css from './moderator.module.css';

type View = ViewOf<'moderator'>;
const COUNTS = ['waiting', 'away', 'done', 'gone', 'audience'] as const;

export function TopBar({ view, onHelp }: { view: View; onHelp: () => void }) {
  const t = useT();
  const language = useLanguage();
  const { session, programme, counts } = view;
  return (
    <header className={deskCss.bar}>
      <Brand />
      <div className={css.session}>
        <strong>
          {t('session.number', { number: session.number })} {session.title}
        </strong>
        <span>
          {t(`sessionState.${session.state}`)} · {t(session.public ? 'home.isPublic' : 'home.notPublic')} ·{' '}
          {t('topBar.until', { time: hourMinute(session.endsAt, session.zone, language) })}
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
        <ProgrammeControl programme={programme} sessionId={session.id} hotkey="X" />
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
  const { state, admitting, id: sessionId } = view.session;
  const going = state === 'lobby' || state === 'live' || state === 'paused';
  return (
    <div className={css.buttons}>
      {state === 'scheduled' || (going && !admitting) ? (
        <ActButton variant="default" act={() => run(openLobby, { sessionId })}>
          {t('topBar.openLobby')}
        </ActButton>
      ) : null}
      {going && admitting && (
        <ActButton variant="default" act={() => run(closeLobby, { sessionId })}>
          {t('topBar.closeLobby')}
        </ActButton>
      )}
      {state === 'lobby' && <ActButton act={() => run(startSession, { sessionId })}>{t('topBar.start')}</ActButton>}
      {state === 'live' && (
        <ActButton variant="default" act={() => run(pauseSession, { sessionId })}>
          {t('topBar.pause')}
        </ActButton>
      )}
      {state === 'paused' && <ActButton act={() => run(resumeSession, { sessionId })}>{t('topBar.resume')}</ActButton>}
      {(state === 'live' || state === 'paused') && (
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
        {t('topBar.endHelp', { count: view.counts.waiting + view.counts.away })}
      </FormDialog>
    </div>
  );
}
