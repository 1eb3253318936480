/** Who may do what, in which state: the one table (T1), and what of a person each role may see (T5). Long because it is a table. */
import type { ActionName } from '../../../shared/actions/all.ts';
import type { CaseStep } from '../../../shared/case-steps.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { writesCaptions } from '../../../shared/helpers.ts';
import {
  actsAs,
  CASE_READERS,
  holdsForOthers,
  PEOPLE_ROLES,
  type SessionRole,
  type StaffRole,
  TEMPLATE_KEEPERS,
} from '../../../shared/roles.ts';
import {
  type CallState,
  type CaseState,
  type SessionState,
  TICKET_STATES,
  type TicketState,
} from '../../../shared/states.ts';
import { CASE_STEPS, type CaseHand, type CaseStepRule, rolesOfStep } from '../cases/steps.ts';
import { type Refused, refused } from '../result.ts';
import type { Actor } from './types.ts';

/**
 * `anyone`: also without an account. `check`: the page of a device check, whoever opened it. `duty`: the desk of a
 * department's room, for what is in that room and its line. `helper`: whoever has a guest link, at the
 * stage it is for; `captions`: those of them who write.
 */
export type Who = 'anyone' | 'citizen' | 'check' | 'duty' | 'helper' | 'captions' | StaffRole;

export interface Rule {
  readonly who: readonly Who[];
  /** Whoever holds a place does it with an own ticket only: by its phone, or as the officer who took it (Q7). */
  readonly ownTicket?: true;
  readonly ticketStates?: readonly TicketState[];
  /** Fewer than `ticketStates`, for the desk of a department's room. */
  readonly dutyTicketStates?: readonly TicketState[];
  /** A department's room may name the call of another seat here, to whose stage it was called. */
  readonly anyCall?: true;
  readonly sessionStates?: readonly SessionState[];
  readonly callStates?: readonly CallState[];
  /** What a wrong session state is called, in every state or by state; `WRONG_STATE` otherwise. */
  readonly sessionCode?: ErrorCode | Readonly<Partial<Record<SessionState, ErrorCode>>>;
  /** A step of the loop: its table says which hands take it from which states of a case (K2). */
  readonly caseStep?: CaseStep;
  /** Adds to a case without reading it; from whom it is kept is asked with the case itself (K2). */
  readonly addsUnread?: true;
  readonly demoOnly?: true;
}

export interface ActionContext {
  /** The role of the connection that asks; absent: HTTP. */
  readonly connectedAs?: SessionRole | 'check';
  readonly sessionCountyId?: string;
  readonly ownsTicket?: boolean;
  /** Whether all that is named belongs to the room whose desk asks, or stands in its line. */
  readonly atOwnRoom?: boolean;
  /** The same without the call that is named. */
  readonly asOwnRoom?: boolean;
  readonly ticketState?: TicketState;
  readonly sessionState?: SessionState;
  readonly callState?: CallState;
  readonly caseState?: CaseState;
  /** Whether a case is named that this member of staff may not read (K2, T5): to them it is not there. */
  readonly caseKept?: boolean;
  /** As what the actor may act on the case that is named. */
  readonly caseHands?: ReadonlySet<CaseHand>;
  readonly demo?: boolean;
}

const ANYONE = { who: ['anyone'] } as const satisfies Rule;
const STAFF = { who: PEOPLE_ROLES } as const satisfies Rule;
const MODERATOR = { who: ['moderator'] } as const satisfies Rule;
const OFFICER = { who: ['villageOfficer'] } as const satisfies Rule;
const ADMINISTRATOR = { who: ['administrator'] } as const satisfies Rule;
/** Whose desk an emergency rings at (C9), and with the aide who raised it whoever takes care of it. */
const RINGS = { who: ['moderator', 'supervisor'] } as const satisfies Rule;
const CARES = { who: ['moderator', 'aide', 'supervisor'] } as const satisfies Rule;
const TEMPLATE_KEEPER = { who: TEMPLATE_KEEPERS } as const satisfies Rule;
const SUPERVISOR = { who: ['supervisor', 'administrator'] } as const satisfies Rule;
const DESK = { who: ['moderator', 'aide'] } as const satisfies Rule;
/** What is done with whoever is called or on a call: at a leader's seat, and in a department's room. */
const CALLER = { who: ['moderator', 'duty'] } as const satisfies Rule;
const RECORDER = { who: ['moderator', 'aide', 'duty'] } as const satisfies Rule;
/** Whom time reminds of cases (K3). */
const REMINDED = ['caseworker', 'unitHead', 'supervisor'] as const satisfies readonly Who[];
const CASE_READER = { who: CASE_READERS } as const satisfies Rule;
/** Which recordings is asked where case and call are known (R7). */
const WATCHER = { who: ['supervisor', 'inspector', 'caseworker', 'unitHead', 'official'] } as const satisfies Rule;
const SENDER = { who: ['citizen', 'moderator', 'official', 'duty', 'helper', 'check'] } as const satisfies Rule;

const OPEN: readonly TicketState[] = ['booked', 'waiting', 'away', 'screening', 'onDeck', 'live'];
const OFF_STAGE: readonly TicketState[] = ['booked', 'waiting', 'away', 'screening', 'onDeck'];
const OFF_CALL: readonly TicketState[] = ['waiting', 'away', 'screening', 'onDeck'];
/** From the waiting room to the call. */
const HERE: readonly TicketState[] = ['waiting', 'away', 'screening', 'onDeck', 'live'];
const ADMITTING: readonly SessionState[] = ['lobby', 'live', 'paused'];
const RUNNING: readonly SessionState[] = ['lobby', 'live', 'paused', 'closing'];
const OVER: readonly SessionState[] = ['closing', 'ended', 'postponed', 'cancelled'];
/** Questions of the audience: while they can be answered on air, and until the desk has decided about the last (A6). */
const ANSWERS = RUNNING;
const DECIDES: readonly SessionState[] = [...RUNNING, 'ended', 'cancelled'];
/** A call begins while the session is live (S1), and none after the closing time (S3). */
const BEGINS = { sessionStates: ['live'], sessionCode: { closing: 'CLOSING_TIME' } } as const satisfies Partial<Rule>;
const RUNNING_CALL: readonly CallState[] = ['connecting', 'live', 'held'];
/** By their phone, or in the place of a neighbour for whom they took the number (Q7). */
const HOLDERS = ['citizen', 'villageOfficer', 'terminal'] as const satisfies readonly Who[];
const isHolder = (who: Who): boolean => (HOLDERS as readonly Who[]).includes(who);
const own = (ticketStates: readonly TicketState[]) => ({ who: HOLDERS, ownTicket: true, ticketStates }) as const;
const GIVES_NUMBERS = {
  sessionStates: ['scheduled', ...ADMITTING],
  sessionCode: 'LOBBY_CLOSED',
} as const satisfies Partial<Rule>;

const step = (caseStep: CaseStep): Rule => ({ who: rolesOfStep(caseStep), caseStep });

export const RULES: Record<ActionName, Rule> = {
  'sessions.list': ANYONE,
  'server.about': ANYONE,
  'session.show': ANYONE,
  'poster.show': ANYONE,
  'categories.list': ANYONE,
  'receipt.show': ANYONE,

  'phone.requestCode': ANYONE,
  'phone.verify': ANYONE,
  'additions.show': { who: [...HOLDERS, 'moderator', 'aide', 'duty'], ownTicket: true },
  'photo.show': { who: [...HOLDERS, 'moderator', 'aide', 'duty'], ownTicket: true },
  'document.show': { who: [...HOLDERS, 'moderator', 'aide', 'duty'], ownTicket: true },
  'addition.write': own(HERE),
  'photo.add': own(HERE),
  'photo.remove': own(TICKET_STATES),
  'document.add': own(HERE),
  'document.remove': own(TICKET_STATES),
  'push.offer': { who: ['citizen'], ownTicket: true, ticketStates: OPEN },
  'push.subscribe': { who: ['citizen'], ownTicket: true, ticketStates: OPEN },
  'push.end': { who: ['citizen'], ownTicket: true },
  'mail.show': { who: ['citizen'], ownTicket: true, ticketStates: OPEN },
  'mail.ask': { who: ['citizen'], ownTicket: true, ticketStates: OPEN },
  'mail.confirm': { who: ['citizen'], ownTicket: true, ticketStates: OPEN },
  'mail.end': { who: ['citizen'], ownTicket: true },
  // Whoever has the link has the mail.
  'mail.endByLink': ANYONE,
  'carry.make': { who: ['citizen'], ownTicket: true },
  'carry.take': ANYONE,
  'citizen.me': ANYONE,
  'citizen.signOut': ANYONE,
  'helper.book': { ...MODERATOR, sessionStates: ['scheduled', 'postponed', ...RUNNING] },
  'helper.remove': MODERATOR,
  // Whoever has the link has what it gives.
  'helper.open': ANYONE,
  'helper.me': { who: ['helper'] },
  'helper.leave': { who: ['helper'] },
  // Of which call is asked of the stage where they are.
  'caption.type': { who: ['captions'] },
  'caption.write': { who: ['captions'] },
  // Of which calls is asked where case and call are known (R7).
  'caption.list': CASE_READER,
  'caption.open': WATCHER,
  'caption.show': WATCHER,
  'staff.signIn': ANYONE,
  'staff.signOut': STAFF,
  'staff.me': STAFF,
  'demo.outbox': { ...ANYONE, demoOnly: true },

  'ticket.take': { who: ['citizen'], ...GIVES_NUMBERS },
  'ticket.takeFor': { who: ['villageOfficer', 'terminal'], ...GIVES_NUMBERS },
  'tickets.taken': OFFICER,
  'terminal.setUp': { who: ['aide', 'villageOfficer', 'administrator'] },
  'terminals.list': { who: ['aide', 'villageOfficer', 'administrator'] },
  'terminal.end': { who: ['aide', 'villageOfficer', 'administrator'] },
  'terminal.show': { who: ['terminal'] },
  'booking.move': { ...own(['booked']), sessionStates: ['scheduled'] },
  'ticket.edit': own(['booked', 'waiting', 'away']),
  'waitlist.join': { who: ['citizen'], sessionStates: ['scheduled'] },
  'waitlist.show': { who: ['citizen'] },
  'waitlist.leave': { who: ['citizen'] },
  'ticket.enter': { ...own(OPEN), sessionStates: [...RUNNING, 'ended'], sessionCode: { scheduled: 'NOT_OPEN_YET' } },
  'leftMessage.begin': own(OFF_CALL),
  'leftMessage.received': own(OFF_CALL),
  'leftMessage.send': own(OFF_CALL),
  'ticket.offerStep': { ...CALLER, sessionStates: RUNNING, ticketStates: HERE },
  'ticket.declineStep': own(HERE),
  'ticket.stepAway': own(['waiting']),
  'ticket.comeBack': own(['away', 'noShow']),
  'ticket.leave': own(OFF_STAGE),
  'ticket.answer': own(['screening']),
  'ticket.changeConsent': own(TICKET_STATES),
  'ticket.readMessages': own(TICKET_STATES),
  'ticket.choices': { who: [...HOLDERS, 'moderator'], ownTicket: true, ticketStates: ['booked', 'waiting', 'away'] },
  'ticket.chooseNext': {
    who: [...HOLDERS, 'moderator'],
    ownTicket: true,
    ticketStates: ['booked', 'waiting', 'away', 'screening', 'onDeck'],
    // While the session goes on only once its leader changed, which the transition asks.
    sessionStates: [...ADMITTING, ...OVER],
  },

  'calendar.show': STAFF,
  'week.show': { who: ['moderator', 'aide', 'supervisor'] },
  'evening.setDuty': { ...MODERATOR, sessionStates: ['scheduled', 'postponed', ...ADMITTING] },
  'evening.setRehearsed': { ...DESK, sessionStates: ['scheduled', 'postponed', ...ADMITTING] },
  'rehearsal.show': DESK,
  'rehearsal.start': { ...DESK, sessionStates: ['scheduled', 'lobby'] },
  'rehearsal.cancel': DESK,
  'briefing.open': { who: ['moderator', 'aide', 'official'] },
  'ledger.open': { who: ['moderator', 'supervisor'] },
  'log.show': { who: ['moderator', 'supervisor'] },
  'log.download': { who: ['moderator', 'supervisor'] },
  'evening.plan': ADMINISTRATOR,
  'evening.change': { ...ADMINISTRATOR, sessionStates: ['scheduled', 'postponed'] },
  'evening.postpone': { ...ADMINISTRATOR, sessionStates: ['scheduled', 'lobby'] },
  'evening.cancel': { ...ADMINISTRATOR, sessionStates: ['scheduled', 'lobby', 'postponed'] },
  'series.plan': ADMINISTRATOR,
  'calendar.setDay': ADMINISTRATOR,
  'calendar.import': ADMINISTRATOR,
  'emergency.raise': { who: ['moderator', 'aide', 'duty'], dutyTicketStates: ['screening', 'onDeck', 'live'] },
  'emergencies.list': RINGS,
  'emergency.open': CARES,
  'emergency.accept': RINGS,
  'emergency.called': CARES,
  'emergency.close': CARES,
  'ticket.bar': MODERATOR,
  'ticket.bars': MODERATOR,
  'bars.list': SUPERVISOR,
  'bar.lift': SUPERVISOR,
  'words.list': MODERATOR,
  'words.add': ADMINISTRATOR,
  'words.remove': ADMINISTRATOR,
  'templates.list': CASE_READER,
  // Whose one may keep is the template's own rule.
  'templates.save': TEMPLATE_KEEPER,
  'templates.remove': TEMPLATE_KEEPER,
  'session.snapshot': ANYONE,

  'session.openLobby': { ...MODERATOR, sessionStates: ['scheduled', 'lobby', 'live', 'paused'] },
  'session.closeLobby': { ...MODERATOR, sessionStates: ADMITTING },
  'session.start': { ...MODERATOR, sessionStates: ['lobby'] },
  'session.pause': { ...MODERATOR, sessionStates: ['live'] },
  'session.resume': { ...MODERATOR, sessionStates: ['paused'] },
  'session.changeLeader': { ...MODERATOR, sessionStates: ['scheduled', ...ADMITTING] },
  'session.end': { ...MODERATOR, sessionStates: RUNNING },

  'queue.callNext': { ...MODERATOR, ...BEGINS },
  'queue.call': { ...MODERATOR, ...BEGINS, ticketStates: ['waiting'] },
  'queue.reached': { ...CALLER, ticketStates: ['screening'] },
  'queue.passOver': { ...CALLER, ticketStates: ['screening'] },
  'queue.return': { ...CALLER, ticketStates: ['screening', 'onDeck'] },
  'queue.send': { ...CALLER, sessionStates: ADMITTING, ticketStates: ['waiting', 'away', 'screening', 'onDeck'] },
  'room.callNext': { who: ['duty'], ...BEGINS },
  'queue.move': { ...MODERATOR, ticketStates: ['waiting', 'away'] },
  'queue.refuse': { ...MODERATOR, ticketStates: OFF_STAGE },
  // Who did it, when, and what happened since is asked where that is known (Q9).
  'ticket.undo': MODERATOR,
  'ticket.approve': { ...MODERATOR, ticketStates: OPEN },
  'ticket.logSpokenConsent': { ...MODERATOR, ticketStates: OPEN },
  'ticket.toDeck': { ...CALLER, sessionStates: ADMITTING, ticketStates: ['screening'] },
  'ticket.revealPhone': { ...CALLER, dutyTicketStates: ['screening', 'onDeck', 'live'] },
  'ticket.rang': {
    ...MODERATOR,
    sessionStates: ADMITTING,
    ticketStates: ['booked', 'waiting', 'away', 'screening', 'noShow'],
  },
  'trouble.show': MODERATOR,
  'trouble.join': { ...MODERATOR, sessionStates: RUNNING },
  'trouble.split': { ...MODERATOR, sessionStates: RUNNING },

  'call.putThrough': { ...CALLER, ...BEGINS, ticketStates: ['onDeck'] },
  'call.swap': { ...MODERATOR, ...BEGINS, ticketStates: ['onDeck'] },
  'call.byPhone': { ...MODERATOR, ...BEGINS, ticketStates: ['waiting', 'screening', 'onDeck'] },
  'call.setPublic': { ...MODERATOR, callStates: RUNNING_CALL },
  'call.hold': { ...CALLER, callStates: ['live'] },
  'call.resume': { ...CALLER, callStates: ['held'] },
  'call.extend': { ...RECORDER, callStates: ['live', 'held'] },
  'call.handOver': MODERATOR,
  'call.end': { ...RECORDER, callStates: RUNNING_CALL },
  'summons.call': DESK,
  'summons.dismiss': DESK,
  // Of which call, and whether it rings there, is asked of the call (C11).
  'summons.accept': { who: ['duty'], anyCall: true },
  'summons.refuse': { who: ['duty'], anyCall: true },
  'summons.leave': { who: ['duty'], anyCall: true },
  // Of whose stage, and which pictures, is asked of the call (C13). A picture is sent by no connection.
  'picture.choices': { who: ['moderator', 'aide', 'duty', 'caseworker'], anyCall: true, callStates: ['live'] },
  'picture.show': { who: ['moderator', 'aide', 'duty'], anyCall: true, callStates: ['live'] },
  'picture.send': { who: ['moderator', 'aide', 'caseworker'], callStates: ['live'] },
  'picture.hide': { who: ['moderator', 'aide', 'duty'], anyCall: true, callStates: ['live'] },
  'picture.setPublic': { ...MODERATOR, callStates: ['live'] },
  'picture.showOwn': own(['live']),
  'picture.hideOwn': own(['live']),
  'picture.open': ANYONE,
  // Which officer is asked of the call's room and of who was called to it (K2).
  'call.addFile': { who: ['moderator', 'aide', 'caseworker'], addsUnread: true, callStates: ['live', 'held'] },
  'call.note': { ...RECORDER, callStates: RUNNING_CALL },
  'call.joinCase': { ...RECORDER, callStates: ['live', 'held'] },
  'call.openCase': { ...RECORDER, callStates: ['live', 'held'] },
  'promise.record': { ...DESK, callStates: ['live', 'held', 'ended'] },
  'promise.readBack': { ...DESK, callStates: ['live', 'held'] },
  'call.remark': { ...RECORDER, callStates: ['live', 'held'] },
  'promise.confirm': { ...DESK, callStates: ['live', 'held', 'ended'] },
  'promise.withdraw': { ...DESK, callStates: ['live', 'held', 'ended'] },
  'programme.cut': DESK,
  'programme.restore': MODERATOR,
  'message.send': { ...MODERATOR, sessionStates: RUNNING },
  'message.list': MODERATOR,
  'notices.ofTicket': MODERATOR,

  'media.join': ANYONE,
  'media.createTransport': ANYONE,
  'media.connectTransport': ANYONE,
  'media.restartIce': ANYONE,
  'media.produce': SENDER,
  'media.setMuted': SENDER,
  'media.subscribe': ANYONE,
  'media.consumerReady': ANYONE,
  'media.reportQuality': ANYONE,
  'check.open': { who: ['check'] },
  'session.beat': ANYONE,

  'cases.list': CASE_READER,
  'case.sheet': CASE_READER,
  'cases.count': CASE_READER,
  'cases.similar': CASE_READER,
  'caseViews.list': CASE_READER,
  'caseView.save': CASE_READER,
  'caseView.rename': CASE_READER,
  'caseView.delete': CASE_READER,
  'case.show': CASE_READER,
  'case.note': CASE_READER,
  'case.categorise': CASE_READER,
  'case.readers': CASE_READER,
  'mentions.list': CASE_READER,
  'mentions.read': CASE_READER,
  'case.accept': step('accept'),
  'case.refuse': step('refuse'),
  'case.instruct': step('instruct'),
  'case.dispatch': step('dispatch'),
  'case.sign': step('sign'),
  'case.askHandBack': step('askHandBack'),
  'case.judgeHandBack': step('judgeHandBack'),
  'case.takeBack': step('takeBack'),
  'case.passOn': step('passOn'),
  'case.askExtension': step('askExtension'),
  'case.judgeExtension': step('judgeExtension'),
  'case.extend': step('extend'),
  'case.askCitizen': step('askCitizen'),
  'case.suspend': step('suspend'),
  'case.goOn': step('goOn'),
  'case.coAnswer': step('coAnswer'),
  'case.recordStep': step('recordStep'),
  'case.draftReply': step('draftReply'),
  'case.firstReview': step('firstReview'),
  'case.finalReview': step('finalReview'),
  'case.followUp': step('followUp'),
  'case.close': step('close'),
  'case.reopen': step('reopen'),
  'case.urge': step('urge'),
  'case.supervise': step('supervise'),
  'case.acknowledge': step('acknowledge'),
  'case.setUrgency': step('setUrgency'),
  'cases.ringing': { who: rolesOfStep('acknowledge') },
  'cases.reminders': { who: REMINDED },
  'case.listHard': step('listHard'),
  'case.merge': step('merge'),
  'case.split': step('split'),
  'case.link': step('link'),
  'case.protect': step('protect'),
  'case.staff': { who: rolesOfStep('protect') },
  // Which of them are this phone's is asked where the case is read.
  'my.cases': { who: ['citizen'] },
  'my.case': { who: ['citizen'] },
  'my.add': step('add'),
  'my.answer': step('answer'),
  'my.withdraw': step('withdraw'),
  'my.rate': step('rate'),
  'my.notSolved': step('notSolved'),
  'my.consent': step('consent'),
  // Each of them as its own step.
  'cases.dispatch': { who: rolesOfStep('dispatch') },
  'cases.urge': { who: rolesOfStep('urge') },
  'case.files': CASE_READER,
  'case.file': CASE_READER,
  'recording.list': CASE_READER,
  'recording.watch': WATCHER,
  'recording.file': WATCHER,
  'case.addFile': step('recordStep'),
  'case.removeFile': step('recordStep'),
  // Whose case it is, is asked where it is known.
  'my.files': { who: ['citizen'] },
  'my.file': { who: ['citizen'] },
  'my.addFile': { who: ['citizen'] },
  'cases.merge': { who: rolesOfStep('merge') },
  'case.sameEvening': CASE_READER,
  'board.form': ANYONE,
  'board.similar': ANYONE,
  'board.list': ANYONE,
  'board.show': ANYONE,
  'board.file': ANYONE,
  'board.write': { who: ['citizen'] },
  'board.follow': { who: ['citizen'] },
  // Whether the session takes questions, and whose it is, is asked where that is known.
  'question.ask': { who: ['citizen'] },
  // Of a page without a sign-in there is none.
  'question.own': ANYONE,
  'question.withdraw': { who: ['citizen'] },
  'questions.public': ANYONE,
  'questions.list': MODERATOR,
  'question.approve': { ...MODERATOR, sessionStates: ANSWERS },
  'question.refuse': { ...MODERATOR, sessionStates: DECIDES },
  'question.merge': { ...MODERATOR, sessionStates: DECIDES },
  'question.onAir': { ...MODERATOR, sessionStates: ['live', 'closing'] },
  'question.offAir': { ...MODERATOR, sessionStates: DECIDES },
  'question.answered': { ...MODERATOR, sessionStates: DECIDES },
  'question.toCase': { ...MODERATOR, sessionStates: DECIDES },
  'question.putBack': { ...MODERATOR, sessionStates: ANSWERS },
  // Who reviews at which stage is the publication's own rule.
  'publications.list': { who: ['clerk', 'supervisor', 'official', 'administrator'] },
  'publication.begin': { who: ['clerk'] },
  'publication.review': { who: ['supervisor', 'official', 'administrator'] },
  'publication.takeOff': { who: ['clerk', 'supervisor', 'administrator'] },
  'minutes.list': { who: ['clerk', 'supervisor', 'official', 'administrator'] },
  'minutes.show': { who: ['clerk', 'supervisor', 'official', 'administrator'] },
  'minutes.draft': { who: ['clerk'] },
  'minutes.reword': { who: ['clerk'] },
  'minutes.review': { who: ['clerk', 'supervisor', 'official', 'administrator'] },
  'minutes.takeOff': { who: ['clerk', 'supervisor', 'administrator'] },
  'minutes.read': ANYONE,
  'minutes.published': ANYONE,
  'case.setAddressee': { who: ['clerk', 'supervisor', 'inspector'] },
  'supervise.home': { who: rolesOfStep('dispatch') },
  'supervise.section': { who: rolesOfStep('dispatch') },
  'leader.home': { who: ['official', 'aide'] },
  'promises.list': CASE_READER,
  'figures.show': CASE_READER,
  'case.revealPhone': step('followUp'),
  'addressees.list': ANYONE,
  'units.list': STAFF,
  'places.list': STAFF,
};

const ON_DUTY: readonly StaffRole[] = ['caseworker', 'administrator'];

/** As what an actor comes: by the connection's role where there is one, and never as more than the actor is. */
function comesAs(actor: Actor, connectedAs: ActionContext['connectedAs']): ReadonlySet<Who> {
  const as = new Set<Who>(['anyone']);
  if (connectedAs === 'check') {
    return as.add('check');
  }
  if (actor.kind === 'citizen' && (connectedAs === undefined || connectedAs === 'citizen')) {
    as.add('citizen');
  }
  if (actor.kind === 'helper' && (connectedAs === undefined || connectedAs === 'helper')) {
    as.add('helper');
    if (writesCaptions(actor.helperKind)) as.add('captions');
  }
  if (connectedAs === 'duty') {
    // Of which room, and whether of its unit, is asked where the room is known.
    const may = actor.kind === 'staff' && ON_DUTY.some((role) => actor.roles.includes(role));
    return may ? as.add('duty') : as;
  }
  if (actor.kind === 'staff') {
    for (const role of actsAs(actor.roles)) {
      if (connectedAs === undefined || connectedAs === role) {
        as.add(role);
      }
    }
    // On the page of somebody for whom they took the number: admitted to it as whoever holds it.
    if (connectedAs === 'citizen' && holdsForOthers(actor.roles)) {
      as.add('citizen');
      for (const role of actor.roles) if (isHolder(role)) as.add(role);
    }
  }
  return as;
}

/**
 * Whether `actor` may do `action` now. Facts that `context` does not name are not asked, save that a ticket must
 * be known to be the own one of whoever acts as its holder. The clock (`system`) is bound by states alone.
 */
export function authorize(actor: Actor, action: ActionName, context: ActionContext): Refused | { readonly ok: true } {
  const rule = RULES[action];
  let { ticketStates } = rule;
  if (actor.kind !== 'system') {
    const as = comesAs(actor, context.connectedAs);
    if (!rule.who.some((who) => as.has(who))) {
      return refused(actor.kind === 'anyone' ? 'NOT_SIGNED_IN' : 'FORBIDDEN');
    }
    const open = rule.who.includes('anyone');
    if (!open && as.has('duty')) {
      if ((rule.anyCall ? context.asOwnRoom : context.atOwnRoom) !== true) {
        return refused('FORBIDDEN');
      }
      ticketStates = rule.dutyTicketStates ?? ticketStates;
    }
    if (!open && context.sessionCountyId !== undefined && context.sessionCountyId !== actor.countyId) {
      return refused('FORBIDDEN');
    }
    const asHolder = rule.who.every((who) => isHolder(who) || !as.has(who));
    if (rule.ownTicket && asHolder && context.ownsTicket !== true) {
      return refused('FORBIDDEN');
    }
  }
  if (context.caseKept && !rule.addsUnread) {
    return refused('NOT_FOUND');
  }
  if (rule.demoOnly && context.demo !== true) {
    return refused('NOT_FOUND');
  }
  if (rule.sessionStates && context.sessionState && !rule.sessionStates.includes(context.sessionState)) {
    return refused(sessionCodeOf(rule, context.sessionState), { state: context.sessionState });
  }
  if (ticketStates && context.ticketState && !ticketStates.includes(context.ticketState)) {
    return refused('WRONG_STATE', { state: context.ticketState });
  }
  if (rule.callStates && context.callState && !rule.callStates.includes(context.callState)) {
    return refused('WRONG_STATE', { state: context.callState });
  }
  return rule.caseStep ? authorizeStep(actor, CASE_STEPS[rule.caseStep], context) : { ok: true };
}

function authorizeStep(
  actor: Actor,
  { by, from }: CaseStepRule,
  { caseHands, caseState }: ActionContext,
): Refused | { readonly ok: true } {
  if (actor.kind !== 'system' && caseHands && !by.some((hand) => caseHands.has(hand))) return refused('FORBIDDEN');
  if (caseState && !from.includes(caseState)) return refused('WRONG_STATE', { state: caseState });
  return { ok: true };
}

/** Throws at start-up when the table and the registry of actions differ (T1). */
export function assertComplete(actionNames: Iterable<string>): void {
  const actions = new Set(actionNames);
  const without = [...actions].filter((name) => !Object.hasOwn(RULES, name));
  const spare = Object.keys(RULES).filter((name) => !actions.has(name));
  if (without.length > 0 || spare.length > 0) {
    throw new Error(
      `Every action needs a rule in server/domain/people/policy.ts. Without a rule: ${without.join(', ') || 'none'}. ` +
        `Rules without an action: ${spare.join(', ') || 'none'}.`,
    );
  }
}

export type Personal = 'personName' | 'phone' | 'phoneMasked' | 'hidden';

const CASE_DESKS: readonly StaffRole[] = [
  'moderator',
  'aide',
  'caseworker',
  'unitHead',
  'supervisor',
  'clerk',
  'inspector',
  'administrator',
];

/**
 * T5. `phone` is the whole number, through `ticket.revealPhone` only, which is written down; for the follow-up call of one
 * case that is `case.revealPhone`, whoever makes it.
 */
export const MAY_SEE: Record<Personal, readonly StaffRole[]> = {
  personName: CASE_DESKS,
  phone: ['moderator', 'administrator'],
  phoneMasked: CASE_DESKS,
  hidden: CASE_DESKS,
};

export const maySee = (actor: Actor, what: Personal): boolean =>
  actor.kind === 'staff' && actor.roles.some((role) => MAY_SEE[what].includes(role));

/** What a session state is called that the rule does not allow. */
export function sessionCodeOf({ sessionCode = 'WRONG_STATE' }: Rule, state: SessionState): ErrorCode {
  return typeof sessionCode === 'string' ? sessionCode : (sessionCode[state] ?? 'WRONG_STATE');
}
