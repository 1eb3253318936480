/** The desk of a department's room: its officer sees who waits for the room, calls the next and talks with them, off air. */

import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { callNextToRoom, holdCall, putThrough, resumeCall } from '../../../shared/actions/desk.ts';
import { raiseEmergency } from '../../../shared/actions/emergency.ts';
import { acceptSummons } from '../../../shared/actions/summons.ts';
import { OUTCOMES } from '../../../shared/states.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { clock } from '../../desk/format.ts';
import { KEYS } from '../../desk/keys.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { Connecting, LostBanner, SessionDesk } from '../../desk/session-desk.tsx';
import { Brand } from '../../desk/shell.tsx';
import { ShortcutHelp } from '../../desk/shortcut-help.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { type Shortcut, useShortcuts } from '../../desk/use-shortcuts.ts';
import { useTicketDialog } from '../../desk/use-ticket-dialog.ts';
import { UserMenu } from '../../desk/user-menu.tsx';
import { AttentionLine } from '../../features/attention/attention-line.tsx';
import { useAttention } from '../../features/attention/use-attention.ts';
import { DeskCaptions } from '../../features/captions/desk-captions.tsx';
import { CaseNotes } from '../../features/cases/call-notes.tsx';
import { EmergencyDesk } from '../../features/emergency/emergency-desk.tsx';
import { RaiseDialog } from '../../features/emergency/raise-dialog.tsx';
import { HelperTiles } from '../../features/helpers/helper-tiles.tsx';
import { Additions, stampOf } from '../../features/queue/additions.tsx';
import { OfferStep } from '../../features/queue/offer-step.tsx';
import { SendDialog } from '../../features/queue/send-dialog.tsx';
import { bySound } from '../../features/stage/by-sound.ts';
import { CallTimer } from '../../features/stage/call-timer.tsx';
import { pick, useDeskMedia } from '../../features/stage/desk-media.tsx';
import { EchoHint } from '../../features/stage/echo-hint.tsx';
import { EndCallDialog } from '../../features/stage/end-call-dialog.tsx';
import { EndTime } from '../../features/stage/end-time.tsx';
import { ExtendButton } from '../../features/stage/extend-button.tsx';
import { HandedOver } from '../../features/stage/handed-over.tsx';
import { OwnCamera } from '../../features/stage/own-camera.tsx';
import { PicturePart } from '../../features/stage/picture-part.tsx';
import { RecordingMark } from '../../features/stage/recording-mark.tsx';
import stageCss from '../../features/stage/stage.module.css';
import { SummonedPanel } from '../../features/stage/summoned-panel.tsx';
import { Tile } from '../../features/stage/tile.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useServerNow, useView } from '../../realtime/react.tsx';
import { CallCases, Earlier, MatterCard } from '../official/matter.tsx';
import officialCss from '../official/official.module.css';
import { CalledCard, Line } from './line.tsx';

type View = ViewOf<'duty'>;

const NO_ROOMS: ReadonlySet<string> = new Set();

/** A promise is a leader's word (C8): a room answers, hands the matter on, or says where to go. */
const ROOM_OUTCOMES = OUTCOMES.filter((outcome) => outcome !== 'promised');

export default function DutyPage() {
  const { session = '', seat = '' } = useParams();
  return (
    <SessionDesk introduction={{ as: 'duty', sessionId: session, seatId: seat }}>
      <Loaded />
    </SessionDesk>
  );
}

function Loaded() {
  const view = useView('duty');
  return view ? <Desk view={view} /> : <Connecting />;
}

function Desk({ view }: { view: View }) {
  const t = useT();
  const run = useRun();
  const language = useLanguage();
  const { own, unsent, reportQuality } = useDeskMedia();
  const [help, setHelp] = useState(false);
  const [endingId, setEndingId] = useState<string | null>(null);
  const sending = useTicketDialog(view.rows);
  const { session } = view;
  const seat = view.seats.find(({ id }) => id === view.seatId);
  const call = view.calls.find(({ head }) => head.state !== 'ended');
  const called = view.rows.find(({ state }) => state === 'screening' || state === 'onDeck');
  /** Whoever is heard now, or is about to be. */
  const spoken = call
    ? { ticketId: call.head.ticketId, number: call.matter.number, name: call.matter.name }
    : called && { ticketId: called.ticketId, number: called.number, name: called.name };
  const raising = useTicketDialog(spoken ? [spoken] : []);
  const onCall = view.rows.find(({ ticketId }) => ticketId === call?.head.ticketId);
  /** On a leader's stage alone: nothing of this room is on. */
  const isElsewhere = view.summoned?.joined === true && !spoken;
  const isOnCall = call?.head.state === 'live' || view.summoned?.joined === true;
  const { personId: me } = useMe();
  const [lookedAt, setLookedAt] = useState<string | null>(null);
  const attention = useAttention(
    {
      rows: view.rows,
      nextTicketId: view.nextTicketId,
      isLive: session.state === 'live',
      me,
      roomIds: NO_ROOMS,
      hasGreenRoom: false,
    },
    called?.ticketId ?? lookedAt,
  );
  const lookAt = (ticketId: string) => {
    setLookedAt(ticketId);
    document.getElementById(`ticket-${ticketId}`)?.focus();
  };
  useEffect(() => (isOnCall ? reportQuality() : undefined), [isOnCall, reportQuality]);

  const why =
    session.state !== 'live'
      ? 'queue.callNextWhen'
      : called
        ? 'duty.oneCalled'
        : view.nextTicketId
          ? null
          : 'duty.none';
  const next = () => run(callNextToRoom, { sessionId: session.id, seatId: view.seatId });
  const through = () => called && run(putThrough, { sessionId: session.id, ticketId: called.ticketId });
  const shortcuts: Shortcut[] = [
    { key: KEYS.next, says: 'shortcuts.next', run: () => void (why === null && next()) },
    {
      key: KEYS.through,
      says: 'shortcuts.through',
      run: () => void (called?.state === 'onDeck' && !call && through()),
    },
    { key: KEYS.end, says: 'shortcuts.end', run: () => call && setEndingId(call.head.id) },
    {
      key: KEYS.approve,
      says: 'shortcuts.acceptSummons',
      run: () =>
        void (
          view.summoned &&
          !view.summoned.joined &&
          !call &&
          run(acceptSummons, { sessionId: session.id, callId: view.summoned.callId, seatId: view.seatId })
        ),
    },
    { key: KEYS.send, says: 'shortcuts.send', run: () => called && sending.open(called.ticketId) },
    {
      key: KEYS.emergency,
      says: 'shortcuts.emergency',
      run: () => spoken && raising.open(spoken.ticketId),
      always: true,
    },
    {
      key: KEYS.attention,
      says: 'shortcuts.attention',
      run: () => attention.items[0] && lookAt(attention.items[0].ticketId),
    },
    { key: '?', says: 'shortcuts.help', run: () => setHelp(true) },
  ];
  useShortcuts(shortcuts);
  const ofCall = call && { sessionId: session.id, callId: call.head.id };
  return (
    <div className={deskCss.page}>
      <header className={deskCss.bar}>
        <Brand />
        <div data-shrinks title={session.title}>
          <Text size="sm" fw={600} truncate>
            {seat?.name} · {t('session.number', { number: session.number })} {session.title}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {t(`sessionState.${session.state}`)} · {t('aide.waiting', { count: view.waiting })} ·{' '}
            <EndTime session={session} />
          </Text>
        </div>
        <span className={deskCss.clock} role="timer" aria-label={t('topBar.clock')}>
          {clock(useServerNow(), session.zone, language)}
        </span>
        <div className={deskCss.spacer} />
        <UserMenu />
      </header>
      <LostBanner />
      <EmergencyDesk heads={view.emergencies} zone={session.zone} />
      <AttentionLine
        attention={attention}
        title={seat?.name ?? t('duty.title')}
        onLook={lookAt}
        hotkey={KEYS.attention}
      />
      <main className={officialCss.columns}>
        <h1 className={officialCss.hidden}>{seat?.name ?? t('duty.title')}</h1>
        <div className={officialCss.column}>
          {view.summoned && (
            <SummonedPanel
              key={view.summoned.callId}
              sessionId={session.id}
              seatId={view.seatId}
              summoned={view.summoned}
              isBusy={call !== undefined}
            />
          )}
          <HandedOver view={view} />
          {!isElsewhere && (
            <Panel
              title={t('duty.stage')}
              aside={call && <CallTimer call={call.head} lengthMs={session.callLengthMs} />}
            >
              <Stack gap="sm">
                {!view.summoned?.joined && <CitizenTile call={call} />}
                {call && view.helpers.length > 0 && (
                  <div className={stageCss.pair}>
                    <HelperTiles helpers={view.helpers} muted={false} onAir={false} />
                  </div>
                )}
                {call && ofCall ? (
                  <>
                    <DeskCaptions callId={call.head.id} />
                    <RecordingMark call={call.head} />
                    <PicturePart key={call.head.id} sessionId={session.id} call={call.head} as="duty" />
                    <MatterCard matter={call.matter} />
                    <Additions
                      key={call.head.ticketId}
                      ticketId={call.head.ticketId}
                      stamp={stampOf(call.matter.added)}
                    />
                    <div className={deskCss.aside}>
                      <Button size="md" onClick={() => setEndingId(call.head.id)} aria-keyshortcuts={KEYS.end}>
                        {t('stage.end')}
                      </Button>
                      {call.head.state === 'held' ? (
                        <ActButton variant="default" act={() => run(resumeCall, ofCall)}>
                          {t('stage.resume')}
                        </ActButton>
                      ) : (
                        <ActButton variant="default" act={() => run(holdCall, ofCall)}>
                          {t('stage.hold')}
                        </ActButton>
                      )}
                      <ExtendButton session={session} call={call.head} />
                    </div>
                    {onCall && <OfferStep sessionId={session.id} row={onCall} />}
                  </>
                ) : (
                  <Text size="sm" c="dimmed">
                    {t('duty.offAir')}
                  </Text>
                )}
                {spoken && (
                  <Button
                    variant="default"
                    style={{ alignSelf: 'start' }}
                    onClick={() => raising.open(spoken.ticketId)}
                    aria-keyshortcuts="Y Alt+Y"
                  >
                    {t('emergency.raise')}
                  </Button>
                )}
              </Stack>
            </Panel>
          )}
          {called && (
            <div id={`ticket-${called.ticketId}`} tabIndex={-1}>
              <CalledCard view={view} row={called} isBusy={call !== undefined} onSend={sending.open} act={through} />
            </div>
          )}
        </div>
        <div className={officialCss.column}>
          <Panel
            title={t('duty.line')}
            aside={
              <ActButton
                hotkey={KEYS.next}
                disabled={why !== null}
                title={why === null ? undefined : t(why)}
                act={next}
              >
                {t('queue.callNext')}
              </ActButton>
            }
          >
            <Line view={view} onSend={sending.open} />
          </Panel>
          {call && <CallCases key={call.head.id} sessionId={session.id} call={call} />}
          {call && <Earlier call={call} session={session} />}
        </div>
        <div className={officialCss.column}>
          <Panel title={t('duty.devices')} aside={<OwnCamera />}>
            <EchoHint className={stageCss.echo} />
            {/* Where one of the two is missing, or goes out to nobody, the words beside the picture say so. */}
            {own.missing.length !== 1 && !unsent && (
              <Text size="sm" c="dimmed">
                {t(own.camera || own.microphone ? 'duty.sending' : 'duty.notSending')}
              </Text>
            )}
          </Panel>
          {call && <CaseNotes key={call.head.id} sessionId={session.id} callId={call.head.id} note={call.note} />}
        </div>
      </main>
      <ShortcutHelp shortcuts={shortcuts} opened={help} onClose={() => setHelp(false)} />
      {raising.subject && (
        <RaiseDialog
          key={raising.subject.ticketId}
          opened={raising.opened}
          onClose={raising.close}
          sessionId={session.id}
          {...raising.subject}
          // The connection is the officer's only door (T1); a refusal is told by it.
          send={(input) => run(raiseEmergency, input)}
        />
      )}
      {sending.subject && (
        <SendDialog
          key={sending.subject.ticketId}
          opened={sending.opened}
          onClose={sending.close}
          sessionId={session.id}
          row={sending.subject}
          seats={view.seats.filter(({ id }) => id !== view.seatId)}
        />
      )}
      {endingId && (
        <EndCallDialog
          opened={view.calls.some(({ head }) => head.id === endingId)}
          onClose={() => setEndingId(null)}
          sessionId={session.id}
          callId={endingId}
          outcomes={ROOM_OUTCOMES}
        />
      )}
    </div>
  );
}

function CitizenTile({ call }: { call: View['calls'][number] | undefined }) {
  const t = useT();
  const { streams } = useDeskMedia();
  const by = call?.head.participation;
  // Packets flow a moment before the view says who it is: the picture is shown at once (C1).
  const camera = pick(streams, 'citizen', ['stage'], 'camera', call?.head.ticketId);
  return (
    <Tile
      label={call ? `${t('ticketNumber', { number: call.matter.number })} ${call.matter.name}` : t('stage.citizen')}
      camera={camera}
      microphone={pick(streams, 'citizen', ['stage'], 'microphone', call?.head.ticketId)}
      muted={false}
      empty={
        !call
          ? t('stage.nobody')
          : call.head.state === 'held'
            ? t('stage.held')
            : by && by !== 'video'
              ? t(bySound(call.head))
              : t('stage.noPicture')
      }
    />
  );
}
