/** The moderator's desk: the whole queue, the chosen ticket, and the stage, side by side. */
import { Anchor, Badge, Button, SegmentedControl, Tabs } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { KEYS } from '../../desk/keys.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { Connecting, LostBanner, SessionDesk } from '../../desk/session-desk.tsx';
import { ShortcutHelp } from '../../desk/shortcut-help.tsx';
import { useT } from '../../desk/texts.ts';
import { AttentionLine } from '../../features/attention/attention-line.tsx';
import { useAttention } from '../../features/attention/use-attention.ts';
import { useCategoryName } from '../../features/cases/choices.tsx';
import { confirmedIn, type PromiseCall, Promises } from '../../features/cases/promises.tsx';
import { UnsettledPromises } from '../../features/cases/unsettled-promises.tsx';
import { EmergenciesElsewhere, EmergencyDesk } from '../../features/emergency/emergency-desk.tsx';
import { HelpersPanel } from '../../features/helpers/helpers-panel.tsx';
import { ProgrammeControl } from '../../features/programme/programme-control.tsx';
import { QuestionsPanel } from '../../features/questions/questions-panel.tsx';
import { columnsOf } from '../../features/queue/columns.ts';
import { HoldsStrip } from '../../features/queue/holds-strip.tsx';
import { LogList } from '../../features/queue/log-list.tsx';
import { MessageDialog } from '../../features/queue/message-dialog.tsx';
import { MessageList } from '../../features/queue/message-list.tsx';
import { isEnded, isWaiting } from '../../features/queue/order.ts';
import { QueueTable } from '../../features/queue/queue-table.tsx';
import { QueueTools } from '../../features/queue/queue-tools.tsx';
import { type Asked as AskedOfTicket, TicketDialogs } from '../../features/queue/ticket-dialogs.tsx';
import { TicketPanel } from '../../features/queue/ticket-panel.tsx';
import { UndoToast } from '../../features/queue/undo-toast.tsx';
import { useHeldOrder } from '../../features/queue/use-held-order.ts';
import { isFiltering, keepWish, recallWish, type Wish } from '../../features/queue/wish.ts';
import { EndCallDialog } from '../../features/stage/end-call-dialog.tsx';
import { GreenRoom } from '../../features/stage/green-room.tsx';
import { type ChosenSeats, callOfKeys, callsAt, leaderSeats, roomSeats } from '../../features/stage/seats.ts';
import { StageMonitor } from '../../features/stage/stage-monitor.tsx';
import { useView } from '../../realtime/react.tsx';
import css from './moderator.module.css';
import { TopBar } from './top-bar.tsx';
import { useDeskKeys } from './use-desk-keys.ts';

const PANES = ['queue', 'ticket', 'stage'] as const;
type Pane = (typeof PANES)[number];
const PROMISES = 'promises';

export default function ModeratorPage() {
  const { session = '' } = useParams();
  return (
    <SessionDesk introduction={{ as: 'moderator', sessionId: session }}>
      <Loaded />
    </SessionDesk>
  );
}

function Loaded() {
  const view = useView('moderator');
  return view ? <Desk view={view} /> : <Connecting />;
}

function Desk({ view }: { view: ViewOf<'moderator'> }) {
  const t = useT();
  const categoryName = useCategoryName();
  const { personId: me } = useMe();
  const sessionId = view.session.id;
  const { fresh } = view.questions;
  const [wish, setWish] = useState<Wish>(() => recallWish(me));
  const changeWish = (change: Partial<Wish>) => {
    const next = { ...wish, ...change };
    setWish(next);
    keepWish(me, next);
  };
  const columns = useMemo(() => columnsOf(wish.columns), [wish.columns]);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [pane, setPane] = useState<Pane>('queue');
  const [tab, setTab] = useState<string | null>('ticket');
  const [muted, setMuted] = useState(false);
  const [asked, setAsked] = useState<'help' | 'message' | 'end' | null>(null);
  const [acting, setActing] = useState<{ what: AskedOfTicket | null; ticketId: string } | null>(null);
  const [endingId, setEndingId] = useState<string | null>(null);
  const [chosenSeats, setChosenSeats] = useState<ChosenSeats>({});
  const searchBox = useRef<HTMLInputElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const order = useHeldOrder(view.rows, wish);
  const attention = useAttention(
    {
      rows: view.rows,
      nextTicketId: view.nextTicketId,
      isLive: view.session.state === 'live',
      me,
      roomIds: useMemo(() => new Set(roomSeats(view.seats).map(({ id }) => id)), [view.seats]),
      hasGreenRoom: true,
    },
    selectedId,
  );

  const select = useCallback((ticketId: string) => {
    setSelectedId(ticketId);
    setTab('ticket');
  }, []);
  const lookAt = (ticketId: string) => {
    select(ticketId);
    setPane('ticket');
  };
  const row = view.rows.find(({ ticketId }) => ticketId === selectedId);
  const keyCall = callOfKeys(view);
  const promising = promisesAt(view);
  const ending = promising.find(({ id }) => id === endingId);
  const end = (callId: string | undefined) => {
    if (!callId) return;
    setEndingId(callId);
    setAsked('end');
  };
  const ask = useCallback((what: AskedOfTicket, ticketId: string) => setActing({ what, ticketId }), []);
  const actingRow = acting && view.rows.find(({ ticketId }) => ticketId === acting.ticketId);
  const { shortcuts, next } = useDeskKeys({
    view,
    me,
    selected: row,
    chosenSeats,
    onSelect: select,
    onAsk: ask,
    onEnd: end,
    onMessage: () => setAsked('message'),
    onAttention: () => attention.items[0] && lookAt(attention.items[0].ticketId),
    onListen: () => setMuted((old) => !old),
    onRelease: order.release,
    onPromise: openPromises,
    onQueue: () => document.getElementById('queue')?.focus(),
    onSearch: () => searchBox.current?.focus(),
    onHelp: () => setAsked('help'),
  });

  const everybody = view.rows.filter(isWaiting);
  const shown = order.shown.filter((one) => !isEnded(one));
  const filtered = shown.length > 0 && (wish.search !== '' || wish.scope === 'active' || isFiltering(wish.filter));
  const recipients = [
    { to: t('message.all'), rows: everybody, are: 'all' as const },
    ...(filtered ? [{ to: t('message.filtered'), rows: shown, are: 'group' as const }] : []),
  ];

  return (
    <div className={`${deskCss.page} ${css.page}`} data-pane={pane}>
      <TopBar view={view} onHelp={() => setAsked('help')} />
      <LostBanner />
      <AttentionLine attention={attention} title={t('moderator.title')} onLook={lookAt} hotkey={KEYS.attention} />
      <EmergencyDesk
        heads={view.emergencies}
        zone={view.session.zone}
        offAir={
          view.programme.state === 'stage' && <ProgrammeControl programme={view.programme} sessionId={sessionId} />
        }
      />
      <EmergenciesElsewhere sessionId={sessionId} zone={view.session.zone} />
      <SegmentedControl
        className={css.panes}
        value={pane}
        onChange={(value) => setPane(value as Pane)}
        data={PANES.map((one) => ({ value: one, label: t(`moderator.pane.${one}`) }))}
        aria-label={t('moderator.panes')}
        fullWidth
      />
      <main className={css.columns}>
        <h1 className={css.hidden}>{t('moderator.title')}</h1>
        <section className={css.queue} aria-label={t('queue.title')}>
          <div className={css.tools}>
            <ActButton
              hotkey={KEYS.next}
              act={next}
              disabled={view.session.state !== 'live'}
              title={view.session.state === 'live' ? undefined : t('queue.callNextWhen')}
            >
              {t('queue.callNext')}
            </ActButton>
            <QueueTools
              rows={view.rows}
              wish={wish}
              onWish={changeWish}
              categoryName={categoryName}
              searchRef={searchBox}
              searchClass={css.search}
              onFound={() => {
                const first = order.shown[0];
                if (first) select(first.ticketId);
                document.getElementById('queue')?.focus();
              }}
            />
          </div>
          <QueueTable
            order={order}
            columns={columns}
            selectedId={selectedId}
            onSelect={select}
            onOpen={() => {
              setPane('ticket');
              details.current?.focus();
            }}
            categoryName={categoryName}
            behind={view.counts.waiting + view.counts.away - view.rows.filter(isWaiting).length}
            emptyText={t(wish.search || isFiltering(wish.filter) ? 'queue.notFound' : 'queue.empty')}
          />
          {/* Below, so that no row moves under the pointer when it appears. */}
          <HoldsStrip rows={view.rows} me={me} onSelect={select} />
        </section>
        <div className={css.ticket} ref={details} tabIndex={-1}>
          <Tabs value={tab} onChange={setTab} className={css.tabs} keepMounted={false}>
            <Tabs.List className={css.tabList}>
              <Tabs.Tab value="ticket">{t('details.title')}</Tabs.Tab>
              <Tabs.Tab value="messages">{t('message.title')}</Tabs.Tab>
              <Tabs.Tab
                value="questions"
                aria-label={fresh > 0 ? t('questions.tabNew', { count: fresh }) : undefined}
                rightSection={
                  fresh > 0 && (
                    <Badge size="xs" flex="none">
                      {fresh}
                    </Badge>
                  )
                }
              >
                {t('questions.tab')}
              </Tabs.Tab>
              <Tabs.Tab value="helpers">{t('helpers.tab')}</Tabs.Tab>
              <Tabs.Tab value="log">{t('log.title')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="ticket" className={css.panel}>
              {row ? (
                <TicketPanel view={view} row={row} onAsk={ask} onSelect={select} key={row.ticketId} />
              ) : (
                <p className={css.none}>{t('details.none')}</p>
              )}
            </Tabs.Panel>
            <Tabs.Panel value="messages" className={css.panel}>
              <Button
                size="compact-sm"
                variant="default"
                mb="xs"
                onClick={() => setAsked('message')}
                aria-keyshortcuts="M"
              >
                {t('message.toAll')}
              </Button>
              <MessageList sessionId={sessionId} zone={view.session.zone} />
            </Tabs.Panel>
            <Tabs.Panel value="questions" className={css.panel}>
              <QuestionsPanel view={view} />
            </Tabs.Panel>
            <Tabs.Panel value="helpers" className={css.panel}>
              <HelpersPanel view={view} />
            </Tabs.Panel>
            <Tabs.Panel value="log" className={css.panel}>
              <Anchor component={Link} to={`/desk/log/${sessionId}`} target="_blank" size="sm">
                {t('log.whole')}
              </Anchor>
              <LogList log={view.log} zone={view.session.zone} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <div className={css.stage}>
          {view.seats.length === 0 && <Panel title={t('stage.title')}>{t('stage.noSeats')}</Panel>}
          {view.seats.map((seat) => {
            const { call, beside } = callsAt(view.calls, seat.id);
            return (
              <StageMonitor
                key={seat.id}
                view={view}
                seat={seat}
                call={call}
                beside={beside}
                hotkeys={call !== undefined && call === keyCall}
                muted={muted}
                onMuted={setMuted}
                onEnd={() => end(call?.id)}
                onSelect={select}
              />
            );
          })}
          <Promises id={PROMISES} session={view.session} calls={promising} folded />
          <GreenRoom
            view={view}
            me={me}
            selectedId={selectedId}
            muted={muted}
            onSelect={select}
            onAskThrough={(ticketId) => ask('through', ticketId)}
            chosenSeats={chosenSeats}
            onSeat={(ticketId, seatId) => setChosenSeats((old) => ({ ...old, [ticketId]: seatId }))}
          />
          {/* Below, so that nothing of the green room moves under the pointer when a call ends. */}
          <UnsettledPromises view={view} />
        </div>
      </main>
      {actingRow && (
        <TicketDialogs
          key={actingRow.ticketId}
          view={view}
          row={actingRow}
          asked={acting?.what ?? null}
          onClose={() => setActing({ what: null, ticketId: actingRow.ticketId })}
        />
      )}
      <UndoToast sessionId={sessionId} rows={view.rows} me={me} />
      <ShortcutHelp shortcuts={shortcuts} opened={asked === 'help'} onClose={() => setAsked(null)} />
      <MessageDialog
        opened={asked === 'message'}
        onClose={() => setAsked(null)}
        sessionId={sessionId}
        recipients={recipients}
      />
      {endingId && (
        <EndCallDialog
          opened={asked === 'end'}
          onClose={() => setAsked(null)}
          sessionId={sessionId}
          callId={endingId}
          confirmed={ending ? confirmedIn(ending) : 0}
        />
      )}
    </div>
  );
}

/** Of the calls on leaders' stages; a department's room makes none (C5). */
const promisesAt = (view: ViewOf<'moderator'>): PromiseCall[] =>
  leaderSeats(view.seats).flatMap((seat) => {
    const { call } = callsAt(view.calls, seat.id);
    const row = call && view.rows.find(({ ticketId }) => ticketId === call.ticketId);
    if (!call || !row) return [];
    return {
      id: call.id,
      number: row.number,
      name: row.name,
      cases: view.cases.filter(({ callId }) => callId === call.id),
      promises: view.promises.find(({ callId }) => callId === call.id)?.promises ?? [],
    };
  });

/** Of the first call on a stage, opened and with the keyboard. */
function openPromises(): void {
  const fold = document.querySelector<HTMLDetailsElement>(`#${PROMISES} details`);
  if (!fold) return;
  fold.open = true;
  fold.querySelector('summary')?.focus();
}
