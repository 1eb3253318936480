/** What moderator and aide do during a session. Reasons are written down with who gave them (Q6). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseKind, ConsentScope, LeaderChangeKind, Outcome, Rung } from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';
import { WORD_LENGTH } from '../words.ts';

const inSession = { sessionId: Id };
const ofTicket = { ...inSession, ticketId: Id };
const ofCall = { ...inSession, callId: Id };
const nothing = z.object({});
const reason = Line(LIMITS.reason);

const sessionCommand = <const Name extends string>(name: Name, says: string) =>
  defineAction({ name, says, input: z.object(inSession), result: nothing });

export const openLobby = sessionCommand('session.openLobby', 'Opens the lobby: numbers are given out (S1).');
export const closeLobby = sessionCommand(
  'session.closeLobby',
  'Closes the lobby: no new numbers; whoever waits stays.',
);
export const startSession = sessionCommand('session.start', 'Goes live (S1).');
export const pauseSession = sessionCommand('session.pause', 'Pauses: nobody is put through, places are kept.');
export const resumeSession = sessionCommand('session.resume', 'Goes on after a pause.');
export const endSession = sessionCommand(
  'session.end',
  'Closes the session; a call on air gets its overtime, then the session is ended (S3).',
);

export const changeLeader = defineAction({
  name: 'session.changeLeader',
  says: 'The leader at a seat is late, lost, or replaced by another (S5): everybody is told and may choose another way; a session whose leader is away pauses.',
  input: z.object({
    ...inSession,
    seatId: Id,
    what: LeaderChangeKind,
    /** Who answers instead; needed for `replaced`. */
    officialName: z.nullable(Line(LIMITS.name)),
    officialTitle: z.nullable(Line(30)),
    /** What everybody is told. */
    text: Line(LIMITS.message),
  }),
  result: z.object({ told: z.int() }),
});

export const callNext = defineAction({
  name: 'queue.callNext',
  says: 'Calls the next one into the green room; two desks at once get two different tickets (Q3).',
  input: z.object(inSession),
  result: z.object({ ticketId: Id }),
});
export const callNextToRoom = defineAction({
  name: 'room.callNext',
  says: 'Calls the next one of a department’s room, of its categories or sent to it, in the order of the queue; whoever answers is on its deck.',
  input: z.object({ ...inSession, seatId: Id }),
  result: z.object({ ticketId: Id }),
});
export const sendTicket = defineAction({
  name: 'queue.send',
  says: 'Sends somebody from the queue, the green room or the deck to a department’s room, or back to the leaders (`null`); the place is kept, the person is told.',
  input: z.object({ ...ofTicket, toSeatId: z.nullable(Id), reason }),
  result: nothing,
});
export const callTicket = defineAction({
  name: 'queue.call',
  says: 'Calls one out of order, with a reason (Q6).',
  input: z.object({ ...ofTicket, reason }),
  result: nothing,
});
export const reached = defineAction({
  name: 'queue.reached',
  says: 'Says that the desk reached by telephone somebody who was called and takes part by it: their answer (Q4).',
  input: z.object(ofTicket),
  result: nothing,
});
export const rang = defineAction({
  name: 'ticket.rang',
  says: 'Writes down what came of ringing somebody who is away, lost or did not answer: comes back, takes part by telephone from now on, or was not reached (Q4).',
  input: z.object({ ...ofTicket, result: Rung }),
  result: nothing,
});
export const passOver = defineAction({
  name: 'queue.passOver',
  says: 'Passes over somebody who was called and did not answer in 60 s, or whom the desk did not reach by telephone; the place is kept (Q4).',
  input: z.object(ofTicket),
  result: nothing,
});
export const returnToWaiting = defineAction({
  name: 'queue.return',
  says: 'Returns somebody from the green room or the deck to the waiting room, with the place kept, or before another (`null`: to the end), which is the moderator’s (Q6).',
  input: z.object({ ...ofTicket, reason, beforeTicketId: z.optional(z.nullable(Id)) }),
  result: nothing,
});
export const moveTicket = defineAction({
  name: 'queue.move',
  says: 'Moves somebody in the queue to stand before another (`null`: to the end), with a reason (Q6).',
  input: z.object({ ...ofTicket, beforeTicketId: z.nullable(Id), reason }),
  result: nothing,
});
export const refuseTicket = defineAction({
  name: 'queue.refuse',
  says: 'Refuses with a reason and where to go instead; the person is told.',
  input: z.object({ ...ofTicket, reason, whereTo: Line(LIMITS.whereTo) }),
  result: nothing,
});
export const undoTicket = defineAction({
  name: 'ticket.undo',
  says: 'Takes back a pass, a refusal or a move within 5 s, if nothing else happened to the ticket since; whoever did it alone (Q9).',
  input: z.object(ofTicket),
  result: nothing,
});
export const approveTicket = defineAction({
  name: 'ticket.approve',
  says: 'Approves subject and public name as they may be shown, and sets the category (C2, T5); words of the county’s list that stand there need to be confirmed.',
  input: z.object({
    ...ofTicket,
    subject: Line(LIMITS.subject),
    publicName: Line(LIMITS.publicName),
    categoryCode: Line(20),
    /** Words of the county's list that stand there and were looked at; `WORDS_FOUND` names what is missing. */
    despite: z.optional(z.array(Line(WORD_LENGTH * 2)).check(z.maxLength(200))),
  }),
  result: nothing,
});
export const logSpokenConsent = defineAction({
  name: 'ticket.logSpokenConsent',
  says: 'Writes down a consent that was given aloud (T6).',
  input: z.object({ ...ofTicket, scope: ConsentScope, given: z.boolean() }),
  result: nothing,
});
export const toDeck = defineAction({
  name: 'ticket.toDeck',
  says: 'Screened: moves from the green room to the deck of a seat, media kept warm.',
  input: z.object({ ...ofTicket, seatId: Id }),
  result: nothing,
});
export const revealPhone = defineAction({
  name: 'ticket.revealPhone',
  says: 'Shows the phone number of one ticket; who asked and when is written down.',
  input: z.object(ofTicket),
  result: z.object({ phone: z.string() }),
});

export const putThrough = defineAction({
  name: 'call.putThrough',
  says: 'Puts the one on deck through to the seat: resumes media that is already connected (C1).',
  input: z.object(ofTicket),
  result: z.object({ callId: Id }),
});
export const callByPhone = defineAction({
  name: 'call.byPhone',
  says: 'Starts a call by telephone for somebody whose video cannot work: same ticket, same outcome. From the queue and out of turn it needs a reason (Q6).',
  input: z.object({ ...ofTicket, seatId: Id, reason: z.optional(reason) }),
  result: z.object({ callId: Id }),
});
export const swapCall = defineAction({
  name: 'call.swap',
  says: 'Holds the call on the stage of the seat and puts the one on deck through, in one (C4); taking the held call back is the same the other way round.',
  input: z.object(ofTicket),
  result: z.object({ callId: Id }),
});
export const setPublic = defineAction({
  name: 'call.setPublic',
  says: 'Takes the running call onto the programme or off it; the call goes on (C2).',
  input: z.object({ ...ofCall, public: z.boolean() }),
  result: nothing,
});
export const holdCall = defineAction({
  name: 'call.hold',
  says: 'Holds the running call: no picture or sound either way.',
  input: z.object(ofCall),
  result: nothing,
});
export const resumeCall = defineAction({
  name: 'call.resume',
  says: 'Takes a held call back; whoever is on the stage of its seat meanwhile is held instead (C4).',
  input: z.object(ofCall),
  result: nothing,
});
export const extendCall = defineAction({
  name: 'call.extend',
  says: 'Gives a call three minutes more than planned, once (C10); it still ends by people alone.',
  input: z.object(ofCall),
  result: nothing,
});
export const handOverCall = defineAction({
  name: 'call.handOver',
  says: 'Hands a running call over to another seat, a leader’s or a department’s room: it goes on there without the queue between (C4).',
  input: z.object({ ...ofCall, toSeatId: Id }),
  result: nothing,
});
export const endCall = defineAction({
  name: 'call.end',
  says: 'Ends the call with an outcome (C5); `note` is added to the call’s note. `failed` puts the ticket back at the head (C3).',
  input: z.object({
    ...ofCall,
    outcome: Outcome,
    note: Paragraph(LIMITS.note),
    /** Needed when the outcome is `outOfScope`; the reason when it is `failed`. */
    whereTo: z.nullable(Line(LIMITS.whereTo)),
    /** Needed when the outcome is `dispatched`. */
    unitId: z.nullable(Id),
  }),
  result: nothing,
});
export const noteCall = defineAction({
  name: 'call.note',
  says: 'Keeps the aide’s notes of the running call, replacing the earlier text.',
  input: z.object({ ...ofCall, note: Paragraph(LIMITS.note) }),
  result: nothing,
});
export const openCase = defineAction({
  name: 'call.openCase',
  says: 'Opens a case from the call, one matter each. Where none was opened or joined, the end of the call opens the ticket’s own (K1).',
  input: z.object({ ...ofCall, subject: Line(LIMITS.subject), kind: CaseKind, categoryCode: Line(20) }),
  result: z.object({ caseId: Id, number: z.string() }),
});
export const joinCase = defineAction({
  name: 'call.joinCase',
  says: 'Goes on with an earlier, open case of the same person in this call; a ticket joins at most one (K1).',
  input: z.object({ ...ofCall, caseId: Id }),
  result: nothing,
});
export const recordPromise = defineAction({
  name: 'promise.record',
  says: 'Records a promise; it counts once the leader confirmed wording and date (C8).',
  input: z.object({
    ...ofCall,
    /** `null`: the first case that the ticket opened or joined; it is opened where there is none. */
    caseId: z.nullable(Id),
    wording: Line(LIMITS.wording),
    unitId: Id,
    dueOn: PlainDate,
    /** It was read back to the citizen: needed for `confirmed` while the call runs. */
    readBack: z.optional(z.boolean()),
    confirmed: z.boolean(),
  }),
  result: z.object({ promiseId: Id }),
});
export const readBackPromise = defineAction({
  name: 'promise.readBack',
  says: 'Ticks that wording and date of a promise were read back to the citizen (C8).',
  input: z.object({ ...ofCall, promiseId: Id }),
  result: nothing,
});
export const remark = defineAction({
  name: 'call.remark',
  says: 'Writes down what the leader said without promising it (“we will study it”): in the log of the case, dispatched to nobody (C8).',
  input: z.object({
    ...ofCall,
    /** As of a promise. */
    caseId: z.nullable(Id),
    text: Line(LIMITS.wording),
  }),
  result: nothing,
});
export const confirmPromise = defineAction({
  name: 'promise.confirm',
  says: 'Ticks that the leader confirmed the wording and date of a promise (C8); while the call runs it is read back first.',
  input: z.object({ ...ofCall, promiseId: Id }),
  result: nothing,
});

export const withdrawPromise = defineAction({
  name: 'promise.withdraw',
  says: 'Takes back a promise that the leader has not confirmed: it was a note, and the log keeps it (C8).',
  input: z.object({ ...ofCall, promiseId: Id }),
  result: nothing,
});

export const cutProgramme = sessionCommand(
  'programme.cut',
  'Cuts: slate and silence for the audience within one second (C6).',
);
export const restoreProgramme = sessionCommand('programme.restore', 'Lifts a cut; what C2 allows is shown again.');

/** So many at most are written to as a group; their ids fit in one message. */
export const MOST_WRITTEN_TO = 300;

export const sendMessage = defineAction({
  name: 'message.send',
  says: 'Writes to one person (`ticketId`), to a group (`ticketIds`), or to everybody who waits; on their pages until they read it, and by SMS to those whose page is not open, where wanted.',
  input: z.object({
    ...inSession,
    ticketId: z.nullable(Id),
    ticketIds: z.optional(z.array(Id).check(z.minLength(1), z.maxLength(MOST_WRITTEN_TO))),
    text: Line(LIMITS.message),
    alsoSms: z.optional(z.boolean()),
    /** Offers a group to listen to the answer and give their numbers back, or to go on waiting (Q8). */
    listen: z.optional(z.boolean()),
  }),
  /** How many it is for, how many of their pages are open, and how many were sent an SMS. */
  result: z.object({ to: z.int(), here: z.int(), sms: z.int() }),
});

export const listMessages = defineAction({
  name: 'message.list',
  says: 'What the desk wrote this evening, newest first, and how many of those it was for have read it.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/messages' },
  input: z.object(inSession),
  result: z.object({
    messages: z.array(
      z.object({
        id: Id,
        text: z.string(),
        at: EpochMs,
        listen: z.boolean(),
        /** Numbers that it is for; `null`: everybody who waited. */
        numbers: z.nullable(z.array(z.int())),
        to: z.int(),
        here: z.int(),
        sms: z.int(),
        read: z.int(),
      }),
    ),
  }),
});
