/** What a citizen does with a number. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { ConsentScope, LadderStep, NextChoice, Participation } from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';

export const ConsentGiven = z.object({
  call: z.boolean(),
  recording: z.boolean(),
  broadcast: z.boolean(),
  version: Line(20),
});
export type ConsentGiven = z.infer<typeof ConsentGiven>;

export const takeNumber = defineAction({
  name: 'ticket.take',
  says: 'Takes a number in a session whose lobby is open; the phone must be verified.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/tickets' },
  input: z.object({
    sessionId: Id,
    name: Line(LIMITS.name),
    place: Line(LIMITS.place),
    subject: Line(LIMITS.subject),
    more: Paragraph(LIMITS.more),
    publicName: Line(LIMITS.publicName),
    consent: ConsentGiven,
  }),
  result: z.object({ ticketId: Id, number: z.int() }),
});

const own = { ticketId: Id };

export const enterWaitingRoom = defineAction({
  name: 'ticket.enter',
  says: 'Enters the waiting room after the device check, saying how this person can take part.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/enter' },
  socket: true,
  input: z.object({
    ...own,
    participation: Participation,
    /** Why with sound alone: this page's network does not carry the picture (C12). */
    why: z.optional(z.literal('network')),
  }),
  result: z.object({}),
});

export const offerStep = defineAction({
  name: 'ticket.offerStep',
  says: 'Offers somebody the next step down from video (C12), on their page; `null` takes the offer back.',
  input: z.object({ sessionId: Id, ...own, step: z.nullable(LadderStep) }),
  result: z.object({}),
});

export const declineStep = defineAction({
  name: 'ticket.declineStep',
  says: 'Does not take the step that the desk offers.',
  input: z.object(own),
  result: z.object({}),
});

export const stepAway = defineAction({
  name: 'ticket.stepAway',
  says: 'Steps away; the place is kept and the person is not called meanwhile.',
  input: z.object(own),
  result: z.object({}),
});

export const comeBack = defineAction({
  name: 'ticket.comeBack',
  says: 'Comes back from stepping away, or after a no-show as a walk-in (Q4).',
  input: z.object(own),
  result: z.object({}),
});

export const leaveQueue = defineAction({
  name: 'ticket.leave',
  says: 'Gives the number back for good.',
  input: z.object(own),
  result: z.object({}),
});

export const answerCall = defineAction({
  name: 'ticket.answer',
  says: 'Answers being called into the green room, within 60 s (Q4).',
  input: z.object(own),
  result: z.object({}),
});

export const changeConsent = defineAction({
  name: 'ticket.changeConsent',
  says: 'Gives or revokes one consent at any time (T6); revoking broadcast takes a running call off the programme.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/consent' },
  socket: true,
  input: z.object({ ...own, scope: ConsentScope, given: z.boolean(), version: Line(20) }),
  result: z.object({}),
});

export const readMessages = defineAction({
  name: 'ticket.readMessages',
  says: 'Says that this person read what the desk wrote until then; what is not read stays on the page.',
  input: z.object({ ...own, upTo: EpochMs }),
  result: z.object({}),
});

export const moveBooking = defineAction({
  name: 'booking.move',
  says: 'Moves a booked place to another evening: given back there and taken here together, with the same words and consents.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/move' },
  socket: true,
  input: z.object({ ...own, toSessionId: Id }),
  result: z.object({ sessionId: Id, ticketId: Id, number: z.int() }),
});

export const editMatter = defineAction({
  name: 'ticket.edit',
  says: 'Changes the words of the matter while no moderator has approved them.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/matter' },
  socket: true,
  input: z.object({ ...own, subject: Line(LIMITS.subject), more: Paragraph(LIMITS.more) }),
  result: z.object({}),
});

export const showChoices = defineAction({
  name: 'ticket.choices',
  says: 'What somebody may choose whose turn did not come (S4), and until when an answer would come.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/choices' },
  input: z.object(own),
  result: z.object({
    /** The next evening; `null`: none is planned, or the places it keeps for people carried over are taken. */
    nextSession: z.nullable(
      z.object({ sessionId: Id, title: z.string(), startsAt: EpochMs, endsAt: EpochMs, zone: z.string() }),
    ),
    /** Dates in the county's zone; no call is promised to whoever has no phone (Q7). */
    phoneBy: z.nullable(PlainDate),
    writtenBy: PlainDate,
    /** Whoever has not chosen by then is answered in writing. */
    chooseBy: z.nullable(EpochMs),
  }),
});

export const chooseNext = defineAction({
  name: 'ticket.chooseNext',
  says: 'Chooses what happens next for somebody whose turn did not come: the next evening with priority, a call by telephone, or an answer in writing (S4).',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/choice' },
  socket: true,
  input: z.object({
    ...own,
    choice: NextChoice,
    /** The evening that was shown; needed for `nextSession`. */
    toSessionId: z.nullable(Id),
  }),
  result: z.object({
    /** The number in the next evening. */
    carried: z.nullable(z.object({ sessionId: Id, ticketId: Id, number: z.int() })),
    /** The case that is answered. */
    caseNumber: z.nullable(z.string()),
    dueOn: z.nullable(PlainDate),
  }),
});
