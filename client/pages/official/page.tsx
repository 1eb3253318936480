/** The aide's desk beside the leader: who is on and about what, notes, promises, outcome. */
import { Alert, Button, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { extendCall } from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import type { CallHead } from '../../../shared/views/common.ts';
import deskCss from '../../desk/desk.module.css';
import { clock } from '../../desk/format.ts';
import { KEYS } from '../../desk/keys.ts';
import { Panel } from '../../desk/panel.tsx';
import { Connecting, LostBanner, SessionDesk } from '../../desk/session-desk.tsx';
import { Brand } from '../../desk/shell.tsx';
import { ShortcutHelp } from '../../desk/shortcut-help.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { type Shortcut, useShortcuts } from '../../desk/use-shortcuts.ts';
import { useTicketDialog } from '../../desk/use-ticket-dialog.ts';
import { UserMenu } from '../../desk/user-menu.tsx';
import { useMarkedTitle } from '../../features/attention/attention-line.tsx';
import { DeskCaptions } from '../../features/captions/desk-captions.tsx';
import { CaseNotes } from '../../features/cases/call-notes.tsx';
import { confirmedIn, type PromiseCall, Promises } from '../../features/cases/promises.tsx';
import { UnsettledPromises } from '../../features/cases/unsettled-promises.tsx';
import { EmergencyDesk } from '../../features/emergency/emergency-desk.tsx';
import { RaiseDialog } from '../../features/emergency/raise-dialog.tsx';
import { HelperTiles } from '../../features/helpers/helper-tiles.tsx';
import { cut, ProgrammeControl } from '../../features/programme/programme-control.tsx';
import { Additions, stampOf } from '../../features/queue/additions.tsx';
import { airState } from '../../features/stage/air-state.ts';
import { bySound } from '../../features/stage/by-sound.ts';
import { CallTimer } from '../../features/stage/call-timer.tsx';
import { pick, useDeskMedia } from '../../features/stage/desk-media.tsx';
import { EndCallDialog } from '../../features/stage/end-call-dialog.tsx';
import { EndTime } from '../../features/stage/end-time.tsx';
import { ExtendButton } from '../../features/stage/extend-button.tsx';
import { HeldFor } from '../../features/stage/held-for.tsx';
import { PicturePart } from '../../features/stage/picture-part.tsx';
import { RecordingMark } from '../../features/stage/recording-mark.tsx';
import { callsAt } from '../../features/stage/seats.ts';
import stageCss from '../../features/stage/stage.module.css';
import { SummonsPart } from '../../features/stage/summons.tsx';
import { Tile } from '../../features/stage/tile.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useServerNow, useView } from '../../realtime/react.tsx';
import { CallCases, Earlier, MatterCard } from './matter.tsx';
import './large.css';
import css from './official.module.css';

const NOTE = 'aide-note';
const PROMISE = 'aide-promise';
const CASES = 'aide-cases';

/** To the first field of that part, else to its first button. */
function focusIn(id: string): void {
  const part = document.getElementById(id);
  part?.querySelector<HTMLElement>('textarea, input, button')?.focus();
}

/** As long as this desk is open; its dialogs stand beside it in the document. */
function useLargeTargets(): void {
  useEffect(() => {
    document.body.dataset.large = 'yes';
    return () => {
      delete document.body.dataset.large;
    };
  }, []);
}

export default function OfficialPage() {
  const { session = '' } = useParams();
  return (
    <SessionDesk introduction={{ as: 'aide', sessionId: session }}>
      <Loaded />
    </SessionDesk>
  );
}

function Loaded() {
  const all = useView('aide');
  const [search, setSearch] = useSearchParams();
  if (!all) return <Connecting />;
  const seat = all.seats.find(({ id }) => id === search.get('seat')) ?? all.seats[0];
  const isHere = (seatId: string | null) => seatId === seat?.id;
  const view = {
    ...all,
    calls: all.calls.filter(({ head }) => isHere(head.seatId)),
    next: all.next.filter(({ seatId }) => isHere(seatId)),
  };
  return (
    <Desk
      view={view}
      seatId={seat?.id ?? null}
      onSeat={(seatId) => setSearch({ seat: seatId }, { replace: true })}
      key={seat?.id}
    />
  );
}

interface DeskProps {
  /** Of one leader's seat. */
  view: ViewOf<'aide'>;
  seatId: string | null;
  onSeat: (seatId: string) => void;
}

function Desk({ view, seatId, onSeat }: DeskProps) {
  const t = useT();
  const run = useRun();
  const language = useLanguage();
  const [help, setHelp] = useState(false);
  const [endingId, setEndingId] = useState<string | null>(null);
  // No tone here: the laptop stands beside the leader's microphone.
  useMarkedTitle(t('aide.title'), view.unsettled.length);
  const { session, programme } = view;
  const { call, beside } = onStage(view);
  const raising = useTicketDialog([call, beside].flatMap((one) => (one ? one.matter : [])));
  const ending = view.calls.find(({ head }) => head.id === endingId);
  const shortcuts: Shortcut[] = [
    { key: 'x', says: 'shortcuts.cut', run: () => void cut(run, session.id), always: true },
    { key: 'e', says: 'shortcuts.end', run: () => call && setEndingId(call.head.id) },
    {
      key: KEYS.extend,
      says: 'shortcuts.extend',
      run: () => void (call && run(extendCall, { sessionId: session.id, callId: call.head.id })),
    },
    { key: 'n', says: 'shortcuts.writeNote', run: () => focusIn(NOTE) },
    { key: 'p', says: 'shortcuts.promise', run: () => focusIn(PROMISE) },
    { key: 'o', says: 'shortcuts.openCase', run: () => focusIn(CASES) },
    {
      key: KEYS.emergency,
      says: 'shortcuts.emergency',
      run: () => call && raising.open(call.matter.ticketId),
      always: true,
    },
    { key: '?', says: 'shortcuts.help', run: () => setHelp(true) },
  ];
  useLargeTargets();
  useShortcuts(shortcuts);
  return (
    <div className={deskCss.page}>
      <header className={deskCss.bar}>
        <Brand />
        <div data-shrinks title={session.title}>
          <Text size="sm" fw={600} truncate>
            {t('session.number', { number: session.number })} {session.title}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {t(`sessionState.${session.state}`)} · {t('aide.waiting', { count: view.waiting })} ·{' '}
            <EndTime session={session} />
          </Text>
        </div>
        <span className={deskCss.clock} role="timer" aria-label={t('topBar.clock')}>
          {clock(useServerNow(), session.zone, language)}
        </span>
        {view.seats.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('screen.seat')}
            value={seatId ?? ''}
            onChange={(event) => onSeat(event.currentTarget.value)}
            data={view.seats.map((seat) => ({ value: seat.id, label: `${seat.name} · ${seat.officialName}` }))}
          />
        )}
        <div className={deskCss.spacer} />
        <ProgrammeControl programme={programme} sessionId={session.id} />
        <UserMenu />
      </header>
      <LostBanner />
      {view.question && (
        <Alert
          role="status"
          p="xs"
          title={
            view.question.publicName ? t('questions.from', { name: view.question.publicName }) : t('questions.now')
          }
        >
          {view.question.wording}
        </Alert>
      )}
      <EmergencyDesk
        heads={view.emergencies}
        zone={session.zone}
        offAir={programme.state === 'stage' && <ProgrammeControl programme={programme} sessionId={session.id} />}
      />
      <main className={css.columns} data-aide>
        <h1 className={css.hidden}>{t('aide.title')}</h1>
        <div className={css.column}>
          {call ? (
            <>
              <Panel
                title={t('aide.matter')}
                aside={
                  <>
                    <span className={call.head.shown ? deskCss.onAir : deskCss.offAir}>{t(airState(call.head))}</span>
                    <CallTimer call={call.head} lengthMs={session.callLengthMs} />
                  </>
                }
              >
                <Stack gap="md">
                  {beside && (
                    <Text size="sm" c="dimmed">
                      <HeldFor call={beside.head} number={beside.matter.number} name={beside.matter.name} />
                    </Text>
                  )}
                  <RecordingMark call={call.head} />
                  <MatterCard matter={call.matter} />
                  <Additions
                    key={call.head.ticketId}
                    ticketId={call.head.ticketId}
                    stamp={stampOf(call.matter.added)}
                  />
                  <Button size="lg" onClick={() => setEndingId(call.head.id)} aria-keyshortcuts="E">
                    {t('aide.end')}
                  </Button>
                  <ExtendButton session={session} call={call.head} hotkey={KEYS.extend} />
                  <Button
                    variant="default"
                    onClick={() => raising.open(call.matter.ticketId)}
                    aria-keyshortcuts="Y Alt+Y"
                  >
                    {t('emergency.raise')}
                  </Button>
                </Stack>
              </Panel>
              <div id={NOTE}>
                <CaseNotes key={call.head.id} sessionId={session.id} callId={call.head.id} note={call.note} />
              </div>
              <div id={CASES}>
                <CallCases key={call.head.id} sessionId={session.id} call={call} />
              </div>
            </>
          ) : (
            <Panel title={t('aide.matter')}>
              <div className={css.idle}>
                <Text size="xl">{t('aide.idle')}</Text>
                <Text c="dimmed">{t('aide.idleHelp')}</Text>
              </div>
            </Panel>
          )}
        </div>
        <div className={css.column}>
          <UnsettledPromises view={view} />
          <Promises id={PROMISE} session={session} calls={call ? [promisesOf(call)] : []} />
          {call && <Earlier call={call} session={session} />}
        </div>
        <div className={css.column}>
          <Stage view={view} />
          <Panel title={t('aide.next')}>
            {view.next.length === 0 ? (
              <p className={stageCss.quiet}>{t('aide.noNext')}</p>
            ) : (
              <Stack gap="sm">
                {view.next.map((matter) => (
                  <div key={matter.ticketId} className={stageCss.card}>
                    <MatterCard matter={matter} small />
                    {matter.earlier.length > 0 && (
                      <Text size="xs" c="dimmed">
                        {t('aide.earlier')} {matter.earlier.length}
                      </Text>
                    )}
                  </div>
                ))}
              </Stack>
            )}
          </Panel>
        </div>
      </main>
      <ShortcutHelp shortcuts={shortcuts} opened={help} onClose={() => setHelp(false)} />
      {raising.subject && (
        <RaiseDialog
          key={raising.subject.ticketId}
          opened={raising.opened}
          onClose={raising.close}
          sessionId={session.id}
          ticketId={raising.subject.ticketId}
          number={raising.subject.number}
          name={raising.subject.name}
        />
      )}
      {endingId && (
        <EndCallDialog
          opened={ending !== undefined}
          onClose={() => setEndingId(null)}
          sessionId={session.id}
          callId={endingId}
          confirmed={ending && confirmedIn(promisesOf(ending))}
        />
      )}
    </div>
  );
}

/** Who is on the leader's stage, and who is held beside (C4). */
function onStage(view: ViewOf<'aide'>) {
  const heads = view.calls.map(({ head }) => head);
  const { call, beside } = callsAt(heads, heads[0]?.seatId);
  const whole = (head: CallHead | undefined) => view.calls.find((one) => one.head === head);
  return { call: whole(call), beside: whole(beside) };
}

const promisesOf = ({ head, matter, promises }: ViewOf<'aide'>['calls'][number]): PromiseCall => ({
  id: head.id,
  number: matter.number,
  name: matter.name,
  cases: matter.cases,
  promises,
});

/** Small and silent: the leader hears the room, not the laptop. */
function Stage({ view }: { view: ViewOf<'aide'> }) {
  const t = useT();
  const { streams } = useDeskMedia();
  const [muted, setMuted] = useState(true);
  const { call } = onStage(view);
  const by = call?.head.participation;
  return (
    <Panel
      title={t('stage.title')}
      aside={
        <Switch
          size="xs"
          label={t('stage.listen')}
          checked={!muted}
          onChange={(event) => setMuted(!event.currentTarget.checked)}
        />
      }
    >
      <Tile
        label={call?.matter.publicName ?? t('stage.citizen')}
        camera={call && pick(streams, 'citizen', ['stage', 'programme'], 'camera', call.head.ticketId)}
        microphone={call && pick(streams, 'citizen', ['stage', 'programme'], 'microphone', call.head.ticketId)}
        muted={muted}
        empty={!call ? t('stage.nobody') : by && by !== 'video' ? t(bySound(call.head)) : t('stage.noPicture')}
        onAir={call?.head.shown}
      />
      {call && (
        <Stack gap="xs" mt="xs">
          <PicturePart key={call.head.id} sessionId={view.session.id} call={call.head} as="aide" />
          <DeskCaptions callId={call.head.id} />
          {view.helpers.length > 0 && (
            <div className={stageCss.pair}>
              <HelperTiles
                helpers={view.helpers.filter(({ seatId }) => seatId === call.head.seatId)}
                muted={muted}
                onAir={call.head.shown}
              />
            </div>
          )}
          <SummonsPart
            sessionId={view.session.id}
            callId={call.head.id}
            rooms={view.rooms}
            summons={view.summons}
            muted={muted}
            onAir={call.head.shown}
          />
        </Stack>
      )}
    </Panel>
  );
}
