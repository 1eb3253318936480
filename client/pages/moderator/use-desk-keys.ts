/** The keys of the moderator's desk. Keys of one ticket act on the chosen one, else on one that this moderator holds. */
import {
  callNext,
  extendCall,
  holdCall,
  passOver,
  putThrough,
  resumeCall,
  setPublic,
  toDeck,
  undoTicket,
} from '../../../shared/actions/desk.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { KEYS } from '../../desk/keys.ts';
import { tellNot } from '../../desk/tell.tsx';
import { type TextKey, useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { type Shortcut, useShortcuts } from '../../desk/use-shortcuts.ts';
import { cut, restore } from '../../features/programme/programme-control.tsx';
import {
  isAbsent,
  whyNotDeck,
  whyNotPassOver,
  whyNotPhone,
  whyNotPublic,
  whyNotSend,
} from '../../features/queue/may.ts';
import { isEnded, isWaiting, type Row } from '../../features/queue/order.ts';
import type { Asked } from '../../features/queue/ticket-dialogs.tsx';
import { undoableRow } from '../../features/queue/undo.ts';
import {
  type ChosenSeats,
  callOfKeys,
  deckSeat,
  freeSeat,
  meetsNobody,
  roomSeats,
} from '../../features/stage/seats.ts';
import { isMine } from '../../features/stage/talk.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { lobbyStep, type Step, sessionStep } from './session-steps.ts';

interface Desk {
  readonly view: ViewOf<'moderator'>;
  readonly me: string;
  readonly selected: Row | undefined;
  readonly chosenSeats: ChosenSeats;
  readonly onSelect: (ticketId: string) => void;
  readonly onAsk: (asked: Asked, ticketId: string) => void;
  readonly onEnd: (callId: string | undefined) => void;
  readonly onMessage: () => void;
  readonly onListen: () => void;
  readonly onPromise: () => void;
  /** To the oldest that nobody has looked at. */
  readonly onAttention: () => void;
  readonly onRelease: () => void;
  readonly onQueue: () => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

const isInRoom = (row: Row): boolean => row.state === 'screening' || row.state === 'onDeck';

export function useDeskKeys(desk: Desk): { shortcuts: readonly Shortcut[]; next: () => Promise<unknown> } {
  const t = useT();
  const run = useRun();
  const client = useRealtime();
  const { view, me, selected } = desk;
  const sessionId = view.session.id;
  const mine = view.rows.filter((row) => isMine(row, me));
  const call = callOfKeys(view);
  const rowOfCall = call && view.rows.find(({ ticketId }) => ticketId === call.ticketId);

  const next = () => run(callNext, { sessionId }).then((called) => called && desk.onSelect(called.ticketId));
  const target = (fits: (row: Row) => boolean): Row | undefined =>
    selected && fits(selected) ? selected : mine.find(fits);
  /** Does it, or says why not: a key is never dead. */
  const unless = (why: TextKey | null, act: () => unknown) => {
    if (why) tellNot(t(why));
    else void act();
  };
  const ask = (asked: Asked, row: Row | undefined, why: TextKey | null = null) =>
    unless(row ? why : 'mayNot.noTicket', () => row && desk.onAsk(asked, row.ticketId));
  const step = (one: Step | null) => one && void run(one.action, { sessionId });

  const deckFirst = () => {
    const ready = mine.find((row) => row.state === 'screening' && row.answered && row.approved);
    const seatId = ready && deckSeat(view, ready.ticketId, desk.chosenSeats);
    if (!ready || !seatId) return;
    unless(whyNotDeck(view, ready, seatId), () => run(toDeck, { sessionId, ticketId: ready.ticketId, seatId }));
  };
  const throughFirst = () => {
    const first = mine.find(({ state }) => state === 'onDeck');
    if (first && meetsNobody(view, first)) desk.onAsk('through', first.ticketId);
    else if (first) void run(putThrough, { sessionId, ticketId: first.ticketId });
  };
  const togglePublic = () => {
    if (!call || !rowOfCall) return;
    unless(whyNotPublic(view, call, rowOfCall), () =>
      run(setPublic, { sessionId, callId: call.id, public: !call.public }),
    );
  };
  const toggleHold = () => {
    if (call?.state === 'live') void run(holdCall, { sessionId, callId: call.id });
    if (call?.state === 'held') void run(resumeCall, { sessionId, callId: call.id });
  };
  const passFirst = () => {
    const row = target((one) => one.state === 'screening' && !one.answered);
    unless(row ? whyNotPassOver(row, client.now()) : 'mayNot.noTicket', () =>
      row ? run(passOver, { sessionId, ticketId: row.ticketId }) : null,
    );
  };
  const phone = () => {
    const row = target(
      (one) => !isEnded(one) && one.state !== 'live' && (one === selected || one.participation === 'phone'),
    );
    ask('phone', row, row && whyNotPhone(view, row, freeSeat(view)));
  };
  const chosen = (fits: (row: Row) => boolean) => (selected && fits(selected) ? selected : undefined);

  const send = () => {
    const row = target((one) => isInRoom(one) || one === selected);
    const why = roomSeats(view.seats).length === 0 ? 'mayNot.noRooms' : row && whyNotSend(view, row);
    ask('send', row, why ?? null);
  };

  const undo = () => {
    const row = undoableRow(view.rows, me, client.now());
    unless(row ? null : 'mayNot.nothingToUndo', () =>
      row ? run(undoTicket, { sessionId, ticketId: row.ticketId }) : null,
    );
  };

  const shortcuts: readonly Shortcut[] = [
    {
      key: KEYS.next,
      says: 'shortcuts.next',
      run: () => unless(view.session.state === 'live' ? null : 'queue.callNextWhen', next),
    },
    { key: KEYS.deck, says: 'shortcuts.deck', run: deckFirst },
    { key: KEYS.through, says: 'shortcuts.through', run: throughFirst },
    { key: KEYS.cut, says: 'shortcuts.cut', run: () => void cut(run, sessionId), always: true },
    {
      key: KEYS.restore,
      says: 'shortcuts.restore',
      run: () => void (view.programme.state === 'cut' && restore(run, sessionId)),
    },
    { key: KEYS.public, says: 'shortcuts.public', run: togglePublic },
    { key: KEYS.hold, says: 'shortcuts.hold', run: toggleHold },
    {
      key: KEYS.extend,
      says: 'shortcuts.extend',
      run: () => void (call && run(extendCall, { sessionId, callId: call.id })),
    },
    { key: KEYS.end, says: 'shortcuts.end', run: () => desk.onEnd(call?.id) },
    { key: KEYS.approve, says: 'shortcuts.approve' },
    { key: KEYS.return, says: 'shortcuts.return', run: () => ask('return', target(isInRoom)) },
    { key: KEYS.passOver, says: 'shortcuts.passOver', run: passFirst },
    { key: KEYS.phone, says: 'shortcuts.phone', run: phone },
    { key: KEYS.ring, says: 'shortcuts.ring', run: () => ask('ring', chosen(isAbsent)) },
    { key: KEYS.move, says: 'shortcuts.move', run: () => ask('move', chosen(isWaiting)) },
    { key: KEYS.send, says: 'shortcuts.send', run: send },
    {
      key: KEYS.refuse,
      says: 'shortcuts.refuse',
      run: () =>
        ask(
          'refuse',
          chosen((row) => !isEnded(row) && row.state !== 'live'),
        ),
    },
    { key: KEYS.undo, says: 'shortcuts.undo', run: undo },
    {
      key: KEYS.emergency,
      says: 'shortcuts.emergency',
      run: () => ask('emergency', chosen((row) => !isEnded(row)) ?? rowOfCall),
      always: true,
    },
    { key: KEYS.lobby, says: 'shortcuts.lobby', run: () => step(lobbyStep(view.session)) },
    { key: KEYS.step, says: 'shortcuts.step', run: () => step(sessionStep(view.session)) },
    { key: KEYS.attention, says: 'shortcuts.attention', run: desk.onAttention },
    { key: 'm', says: 'shortcuts.message', run: desk.onMessage },
    { key: '.', says: 'shortcuts.promise', run: desk.onPromise },
    { key: 'l', says: 'shortcuts.listen', run: desk.onListen },
    { key: 'r', says: 'shortcuts.release', run: desk.onRelease },
    { key: 'q', says: 'shortcuts.queue', run: desk.onQueue },
    { key: '/', says: 'shortcuts.search', run: desk.onSearch },
    { key: '?', says: 'shortcuts.help', run: desk.onHelp },
  ];
  useShortcuts(shortcuts);
  return { shortcuts, next };
}
