/** For how long a notice is worth telling (T2): what says "now" is wrong when it comes later. */
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const MINUTES: Readonly<Record<string, number>> = {
  called: 2,
  calledByPhone: 2,
  // As long as the code is good for.
  code: 5,
  mailCode: 5,
  near: 10,
  next: 10,
  sentToRoom: 10,
  sentToLeader: 10,
  callFailed: 10,
  passedOver: 30,
  noShow: 30,
  deskMessage: 30,
  emergency: 60,
  caseRings: 60,
  caseRingsOver: 60,
  lobbyOpen: 60,
  lobbyOpenByPhone: 60,
  listedWalkIn: 60,
  reminder: 60,
  reminderByPhone: 60,
};

/** Milliseconds after which a notice that was made at that moment is given up. */
export const timeLimitMs = (template: string): number =>
  MINUTES[template] === undefined ? DAY_MS : MINUTES[template] * MINUTE_MS;
