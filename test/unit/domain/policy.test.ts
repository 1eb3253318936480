import { describe, expect, it } from 'vitest';
import * as policy from '../../../server/domain/people/policy.ts';
import type { Actor } from '../../../server/domain/people/types.ts';
import { ACTIONS, type ActionName } from '../../../shared/actions/all.ts';
import { SESSION_ROLES, STAFF_ROLES } from '../../../shared/roles.ts';
import { CALL_STATES, SESSION_STATES, type SessionState, TICKET_STATES } from '../../../shared/states.ts';
import { ANYONE, CITIZEN, HELPER, SYSTEM, staff } from './fixtures.ts';

const NAMES = [...ACTIONS.keys()];
const OWN = { ownsTicket: true, demo: true } as const;

const ACTORS: Record<string, Actor> = {
  anyone: ANYONE,
  citizen: CITIZEN,
  helper: HELPER,
  captioner: { ...HELPER, helperKind: 'captioner' },
  ...Object.fromEntries(STAFF_ROLES.map((role) => [role, staff(role)])),
};

/** Written out a second time, by who may: a slip in the table shows as a difference here. */
const EVERYBODY =
  'board.form board.similar board.list board.show board.file addressees.list sessions.list server.about session.show minutes.read minutes.published categories.list receipt.show poster.show phone.requestCode phone.verify carry.take helper.open mail.endByLink citizen.me citizen.signOut ' +
  'picture.open questions.public question.own staff.signIn demo.outbox session.snapshot session.beat media.join media.createTransport media.connectTransport ' +
  'media.restartIce media.subscribe media.consumerReady media.reportQuality';
const STAFF_ALL = 'staff.signOut staff.me units.list places.list calendar.show';
const PLANS =
  'evening.plan evening.change evening.postpone evening.cancel series.plan calendar.setDay calendar.import words.add words.remove';
const CASES =
  'templates.list promises.list figures.show case.files case.file recording.list caption.list case.sameEvening cases.list cases.count cases.similar caseViews.list caseView.save caseView.rename caseView.delete case.sheet case.show case.note case.categorise case.readers mentions.list mentions.read';
/** Who reviews at which stage is the publication's own rule; an aide comes as the leader. */
const REVIEWS = 'publications.list publication.review minutes.list minutes.show minutes.review';
const DESK =
  'call.addFile picture.choices picture.show picture.send picture.hide summons.call summons.dismiss emergency.raise call.extend call.end call.note call.openCase call.joinCase call.remark promise.readBack promise.record promise.confirm promise.withdraw programme.cut';
/** Moderator, aide and the leader. */
const BRIEFED = 'briefing.open';
const PREPARES = 'evening.setRehearsed rehearsal.show rehearsal.start rehearsal.cancel week.show';
/** Everything that happened in an evening. */
const LOG = 'log.show log.download ledger.open';
const SENDS = 'media.produce media.setMuted';
const MODERATES =
  'session.openLobby session.closeLobby session.start session.pause session.resume session.changeLeader session.end queue.callNext ' +
  'queue.call queue.reached queue.passOver queue.return queue.send queue.move queue.refuse ticket.undo ticket.offerStep ticket.approve ticket.logSpokenConsent ' +
  'ticket.toDeck ticket.revealPhone ticket.rang call.putThrough call.swap call.byPhone call.setPublic call.hold call.resume call.handOver ' +
  'helper.book helper.remove programme.restore picture.setPublic ticket.bar ticket.bars words.list message.send message.list notices.ofTicket questions.list question.approve question.refuse question.merge question.onAir question.offAir ' +
  'question.answered question.toCase question.putBack trouble.show trouble.join trouble.split';
/** On its own connection alone, for what is in its room or stands in its line. */
const IN_ROOM =
  'additions.show photo.show document.show ticket.offerStep emergency.raise room.callNext queue.reached queue.passOver queue.return queue.send ticket.toDeck ticket.revealPhone call.putThrough ' +
  'call.hold call.resume call.extend call.remark call.end call.note call.openCase call.joinCase';
/** To the call of another seat, to whose stage it was called (C11). */
const SHOWS = 'picture.choices picture.show picture.hide';
const ANSWERS = 'summons.accept summons.refuse summons.leave';
/** Of the own ticket for a citizen, of any for a moderator. */
const CHOOSES = 'ticket.choices ticket.chooseNext';
const CARES = 'emergency.open emergency.called emergency.close';
const RINGS = `${CARES} emergencies.list emergency.accept`;
const SUPERVISES = 'bars.list bar.lift';
const KEEPS_TEMPLATES = 'templates.save templates.remove';
const HELD =
  'ticket.enter ticket.stepAway ticket.comeBack ticket.leave ticket.answer ticket.changeConsent ' +
  'ticket.readMessages leftMessage.begin leftMessage.received leftMessage.send ticket.declineStep booking.move ticket.edit ' +
  'picture.showOwn picture.hideOwn';
const ADDS =
  'additions.show photo.show document.show addition.write photo.add photo.remove document.add document.remove';
const MY = 'my.cases my.case my.add my.answer my.withdraw my.rate my.notSolved my.consent';
const LISTS = 'waitlist.join waitlist.show waitlist.leave';
const CHECKS = 'case.accept case.link case.protect case.staff case.setUrgency';
const TAKES_NOTE = 'case.acknowledge cases.ringing';
const CLERK = `${CHECKS} case.refuse case.merge cases.merge case.split case.setAddressee`;
/** Which recordings is asked of case and call; an aide and an administrator come as the screen. */
const WATCHES = 'recording.watch recording.file caption.open caption.show';
const LEADS = 'leader.home case.instruct case.urge case.supervise cases.urge';
const HANDLES =
  'case.sign case.askHandBack case.passOn case.askExtension case.askCitizen case.goOn case.coAnswer case.recordStep ' +
  'case.draftReply case.split case.link case.addFile case.removeFile';
const JUDGES =
  `${CLERK} case.dispatch cases.dispatch case.judgeHandBack case.takeBack case.judgeExtension case.extend case.suspend case.goOn ` +
  'case.finalReview case.followUp case.close case.reopen case.urge cases.urge case.supervise case.listHard ' +
  `case.revealPhone supervise.home supervise.section ${TAKES_NOTE}`;
const MAY: Record<string, string> = {
  anyone: EVERYBODY,
  citizen: `${EVERYBODY} question.ask question.withdraw board.write board.follow my.files my.file my.addFile ${ADDS} ticket.take carry.make push.offer push.subscribe push.end mail.show mail.ask mail.confirm mail.end ${LISTS} ${MY} ${HELD} ${CHOOSES} ${SENDS}`,
  // At the stage that the link is for, and nowhere else (C14).
  helper: `${EVERYBODY} helper.me helper.leave ${SENDS}`,
  captioner: `${EVERYBODY} helper.me helper.leave caption.type caption.write ${SENDS}`,
  moderator: `${EVERYBODY} additions.show photo.show document.show ${LOG} ${STAFF_ALL} ${PREPARES} evening.setDuty ${BRIEFED} ${CASES} ${DESK} ${SENDS} ${MODERATES} ${CHOOSES} ${RINGS} ${CHECKS} ${TAKES_NOTE}`,
  // The aide sets up the meeting-room screen, which sends.
  aide: `${WATCHES} ${REVIEWS} ${EVERYBODY} additions.show photo.show document.show ${STAFF_ALL} ${PREPARES} ${BRIEFED} ${CASES} ${DESK} ${SENDS} terminal.setUp terminals.list terminal.end ${CARES} ${LEADS}`,
  official: `${WATCHES} ${REVIEWS} ${EVERYBODY} ${STAFF_ALL} ${BRIEFED} ${SENDS} ${CASES} ${LEADS}`,
  // Of numbers that they took, and of no other.
  villageOfficer: `${EVERYBODY} ${ADDS} ${STAFF_ALL} ${HELD} ${CHOOSES} ticket.takeFor tickets.taken terminal.setUp terminals.list terminal.end`,
  // No more than its places and who is called.
  terminal: `${EVERYBODY} ${ADDS} ${HELD} ${CHOOSES} ticket.takeFor terminal.show`,
  caseworker: `${WATCHES} ${EVERYBODY} ${STAFF_ALL} ${CASES} ${HANDLES} cases.reminders call.addFile picture.choices picture.send`,
  unitHead: `${KEEPS_TEMPLATES} ${WATCHES} ${EVERYBODY} ${STAFF_ALL} ${CASES} ${HANDLES} case.firstReview cases.reminders`,
  clerk: `publications.list publication.begin publication.takeOff minutes.list minutes.show minutes.review minutes.draft minutes.reword minutes.takeOff ${EVERYBODY} ${STAFF_ALL} ${CASES} ${CLERK}`,
  // In place of clerk and supervisor, for what is sealed.
  inspector: `${WATCHES} ${EVERYBODY} ${STAFF_ALL} ${CASES} ${JUDGES}`,
  supervisor: `${KEEPS_TEMPLATES} ${WATCHES} ${REVIEWS} publication.takeOff minutes.takeOff ${EVERYBODY} ${LOG} ${STAFF_ALL} week.show ${CASES} ${SUPERVISES} ${RINGS} ${JUDGES} cases.reminders`,
  administrator: `${KEEPS_TEMPLATES} ${WATCHES} ${REVIEWS} publication.takeOff minutes.takeOff ${EVERYBODY} additions.show photo.show document.show ${LOG} ${STAFF_ALL} ${PREPARES} evening.setDuty ${BRIEFED} ${CASES} ${DESK} ${SENDS} ${MODERATES} ${CHOOSES} ${PLANS} ${SUPERVISES} terminal.setUp terminals.list terminal.end ${RINGS} ${CHECKS} ${TAKES_NOTE} ${LEADS}`,
};

describe('[T1] every action names who may do it', () => {
  for (const [who, actor] of Object.entries(ACTORS)) {
    const may = new Set(MAY[who]?.split(' '));
    for (const name of NAMES) {
      it(`${who}: ${name} ${may.has(name) ? 'allowed' : 'refused'}`, () => {
        const answer = policy.authorize(actor, name, OWN);
        if (may.has(name)) {
          expect(answer).toEqual({ ok: true });
        } else {
          expect(answer).toEqual({ ok: false, code: who === 'anyone' ? 'NOT_SIGNED_IN' : 'FORBIDDEN' });
        }
      });
    }
  }

  it('names only actions that exist in this test, and all of them', () => {
    const named = new Set(Object.values(MAY).flatMap((line) => line.split(' ')));
    const inRoomAlone = ['room.callNext', ...ANSWERS.split(' ')];
    expect([...named, 'check.open', ...inRoomAlone].sort()).toEqual([...NAMES].sort());
  });
});

describe('[T1] in which state', () => {
  const actorFor = (name: ActionName): Actor => {
    const who: readonly policy.Who[] = policy.RULES[name].who;
    if (who.length === 1 && who[0] === 'duty') return staff('caseworker');
    if (who.includes('citizen') && !who.includes('moderator')) return CITIZEN;
    if (who.includes('villageOfficer') && !who.includes('moderator')) return staff('villageOfficer');
    return staff(who.includes('moderator') ? 'moderator' : 'administrator');
  };
  /** What the desk of a room alone may is asked on its connection. */
  const ofRoom = (name: ActionName): policy.ActionContext =>
    name === 'room.callNext' ? { connectedAs: 'duty', atOwnRoom: true } : {};
  const axes = [
    ['sessionStates', 'sessionState', SESSION_STATES],
    ['ticketStates', 'ticketState', TICKET_STATES],
    ['callStates', 'callState', CALL_STATES],
  ] as const;
  for (const name of NAMES) {
    const rule = policy.RULES[name];
    for (const [list, fact, all] of axes) {
      const allowed: readonly string[] | undefined = rule[list];
      if (!allowed) {
        continue;
      }
      for (const state of all) {
        it(`${name} with ${fact} ${state}: ${allowed.includes(state) ? 'allowed' : 'refused'}`, () => {
          const answer = policy.authorize(actorFor(name), name, { ...OWN, ...ofRoom(name), [fact]: state });
          if (allowed.includes(state)) {
            expect(answer).toEqual({ ok: true });
          } else {
            const code = fact === 'sessionState' ? policy.sessionCodeOf(rule, state as SessionState) : 'WRONG_STATE';
            expect(answer).toEqual({ ok: false, code, details: { state } });
          }
        });
      }
    }
  }

  it('binds the clock by states, and by nothing else', () => {
    expect(policy.authorize(SYSTEM, 'queue.passOver', { ticketState: 'screening' })).toEqual({ ok: true });
    expect(policy.authorize(SYSTEM, 'queue.passOver', { ticketState: 'live' })).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('[T1] an action without a rule does not start up', () => {
  it('and neither does a rule without an action', () => {
    expect(() => policy.assertComplete(NAMES)).not.toThrow();
    expect(() => policy.assertComplete([...NAMES, 'ticket.steal'])).toThrow(/Without a rule: ticket\.steal\./);
    expect(() => policy.assertComplete(NAMES.filter((name) => name !== 'call.hold'))).toThrow(
      /Rules without an action: call\.hold\./,
    );
    expect(() => policy.assertComplete([...NAMES, 'toString'])).toThrow(/toString/);
  });
});

describe('[T1] as whom one is connected', () => {
  it('does on a connection only what its role may, whatever other roles one has', () => {
    const both = staff('moderator', 'aide', 'official');
    const cut = (connectedAs: (typeof SESSION_ROLES)[number]) =>
      policy.authorize(both, 'queue.callNext', { connectedAs });
    for (const role of SESSION_ROLES) {
      expect(cut(role).ok).toBe(role === 'moderator');
    }
  });

  it('is nothing that one is not', () => {
    for (const connectedAs of SESSION_ROLES) {
      expect(policy.authorize(staff('caseworker'), 'programme.cut', { connectedAs }).ok).toBe(false);
      expect(policy.authorize(CITIZEN, 'programme.cut', { connectedAs }).ok).toBe(false);
      expect(policy.authorize(ANYONE, 'media.produce', { connectedAs }).ok).toBe(false);
      expect(policy.authorize(staff('moderator'), 'ticket.leave', { ...OWN, connectedAs }).ok).toBe(false);
    }
    expect(policy.authorize(CITIZEN, 'media.produce', { connectedAs: 'audience' }).ok).toBe(false);
    expect(policy.authorize(CITIZEN, 'media.produce', { connectedAs: 'citizen' }).ok).toBe(true);
  });

  it('lets an administrator stand in at each desk, and an aide set up the screen, but each as that alone', () => {
    const may = (actor: Actor, name: ActionName, connectedAs: policy.ActionContext['connectedAs']) =>
      policy.authorize(actor, name, { connectedAs }).ok;
    const administrator = staff('administrator');
    expect(may(administrator, 'queue.callNext', 'moderator')).toBe(true);
    expect(may(administrator, 'queue.callNext', 'aide')).toBe(false);
    expect(may(administrator, 'call.note', 'aide')).toBe(true);
    expect(may(administrator, 'call.note', 'official')).toBe(false);
    expect(may(administrator, 'media.produce', 'official')).toBe(true);
    expect(may(staff('aide'), 'media.produce', 'official')).toBe(true);
    expect(may(staff('aide'), 'media.produce', 'aide')).toBe(false);
    expect(may(staff('aide'), 'queue.callNext', 'moderator')).toBe(false);
    expect(may(staff('moderator'), 'media.produce', 'official')).toBe(false);
  });

  it('lets the desk of a department’s room do what is its own, to whoever sits there, and nothing else', () => {
    // Of a call of another seat, too.
    const answers = new Set([...ANSWERS.split(' '), ...SHOWS.split(' ')]);
    const inRoom = new Set([...IN_ROOM.split(' '), ...answers, ...EVERYBODY.split(' '), ...SENDS.split(' ')]);
    const own = { ...OWN, connectedAs: 'duty', atOwnRoom: true, asOwnRoom: true } as const;
    for (const name of NAMES) {
      for (const actor of [staff('caseworker'), staff('administrator')]) {
        expect([name, policy.authorize(actor, name, own).ok]).toEqual([name, inRoom.has(name)]);
        const elsewhere = policy.authorize(actor, name, { ...own, atOwnRoom: false }).ok;
        // The call of another seat, and another room.
        expect([name, elsewhere]).toEqual([name, answers.has(name) || EVERYBODY.split(' ').includes(name)]);
        const otherRoom = policy.authorize(actor, name, { ...own, atOwnRoom: false, asOwnRoom: false }).ok;
        expect([name, otherRoom]).toEqual([name, EVERYBODY.split(' ').includes(name)]);
      }
      for (const actor of [staff('moderator'), staff('aide'), staff('official'), CITIZEN, ANYONE])
        if (!EVERYBODY.split(' ').includes(name)) expect(policy.authorize(actor, name, own).ok).toBe(false);
    }
  });

  it('[T5] [C9] shows it the number of whoever it called, lets it raise an emergency of them, and of nobody who waits', () => {
    const own = { connectedAs: 'duty', atOwnRoom: true } as const;
    for (const name of ['ticket.revealPhone', 'emergency.raise'] as const)
      for (const ticketState of TICKET_STATES)
        expect(policy.authorize(staff('caseworker'), name, { ...own, ticketState }).ok).toBe(
          ticketState === 'screening' || ticketState === 'onDeck' || ticketState === 'live',
        );
  });

  it('lets anybody check a device, and send in that check only', () => {
    for (const actor of Object.values(ACTORS)) {
      expect(policy.authorize(actor, 'check.open', { connectedAs: 'check' }).ok).toBe(true);
      expect(policy.authorize(actor, 'media.produce', { connectedAs: 'check' }).ok).toBe(true);
      expect(policy.authorize(actor, 'queue.callNext', { connectedAs: 'check' }).ok).toBe(false);
      expect(policy.authorize(actor, 'check.open', {}).ok).toBe(false);
    }
  });
});

describe('[T1] whose ticket, which county, which mode', () => {
  it('lets a citizen act with an own ticket only', () => {
    expect(policy.authorize(CITIZEN, 'ticket.leave', { ownsTicket: true }).ok).toBe(true);
    expect(policy.authorize(CITIZEN, 'ticket.leave', { ownsTicket: false })).toMatchObject({ code: 'FORBIDDEN' });
    expect(policy.authorize(CITIZEN, 'ticket.leave', {})).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lets staff and citizens act in their own county only; what anyone may see is open', () => {
    const sessionCountyId = 'c2';
    expect(policy.authorize(staff('moderator'), 'queue.callNext', { sessionCountyId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(policy.authorize(CITIZEN, 'ticket.take', { sessionCountyId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(policy.authorize(staff('moderator'), 'session.show', { sessionCountyId }).ok).toBe(true);
    expect(policy.authorize(staff('moderator'), 'queue.callNext', { sessionCountyId: 'c1' }).ok).toBe(true);
  });

  it('shows sent messages in a demo only', () => {
    expect(policy.authorize(ANYONE, 'demo.outbox', { demo: false })).toMatchObject({ code: 'NOT_FOUND' });
    expect(policy.authorize(staff('administrator'), 'demo.outbox', {})).toMatchObject({ code: 'NOT_FOUND' });
    expect(policy.authorize(ANYONE, 'demo.outbox', { demo: true }).ok).toBe(true);
  });
});

describe('[T5] personal data', () => {
  const sees = {
    personName: 'moderator aide caseworker unitHead supervisor clerk inspector administrator',
    phone: 'moderator administrator',
  };
  const table = { ...sees, phoneMasked: sees.personName, hidden: sees.personName };
  for (const [what, roles] of Object.entries(table)) {
    for (const [who, actor] of Object.entries(ACTORS)) {
      const may = roles.split(' ').includes(who);
      it(`${what} for ${who}: ${may ? 'shown' : 'withheld'}`, () => {
        expect(policy.maySee(actor, what as policy.Personal)).toBe(may);
      });
    }
  }

  it('gives the clock and a device check nothing', () => {
    expect(policy.maySee(SYSTEM, 'phone')).toBe(false);
  });
});
