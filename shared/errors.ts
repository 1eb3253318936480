/**
 * Every refusal a client can meet. `status` is the HTTP status of RFC 9457 problems.
 * Texts for people live in the client's language files under `error.<code>`.
 */
import * as z from 'zod/mini';

export const ERRORS = {
  // The caller's input
  BAD_INPUT: { status: 400, says: 'The input does not fit; `details.issues` names each field.' },
  TOO_LARGE: { status: 413, says: 'The message is larger than 16 KiB.' },
  PHOTO_TOO_LARGE: { status: 413, says: 'The picture is larger than 8 MB or 64 megapixels; send a smaller one.' },
  NOT_A_PICTURE: { status: 415, says: 'This cannot be read as a picture; send JPEG, PNG, WebP or AVIF.' },
  FILE_TOO_LARGE: { status: 413, says: 'The file is larger than 5 MB, or 10 MB of staff; send a smaller one.' },
  NOT_A_FILE: { status: 415, says: 'This is neither a picture nor a PDF, docx or xlsx file; send one of them.' },
  PDF_UNREADABLE: { status: 415, says: 'This is no PDF file, or one that is damaged or closed.' },
  NOT_A_RECORDING: { status: 415, says: 'Nothing of this plays; record the message again (WebM or MP4).' },
  MESSAGE_TOO_LONG: { status: 413, says: 'A message lasts three minutes and has 60 MB at most.' },
  NO_RECORDER: { status: 503, says: 'This server takes no recorded messages now; ask for an answer in writing.' },
  UNKNOWN_ACTION: { status: 404, says: 'There is no action of that name.' },
  NOT_FOUND: { status: 404, says: 'There is nothing of that id here.' },
  COMMAND_ID_REUSED: { status: 409, says: 'This command id was used for other content; make a new one.' },
  TOO_MANY_REQUESTS: { status: 429, says: 'Too many attempts; wait `details.retryAfterMs` milliseconds.' },
  // Who is asking
  NOT_SIGNED_IN: { status: 401, says: 'Sign in first.' },
  WRONG_CREDENTIALS: { status: 401, says: 'Name or password is wrong.' },
  WRONG_CODE: { status: 401, says: 'The code is wrong; `details.triesLeft` remain.' },
  CODE_EXPIRED: { status: 401, says: 'The code has expired, or was tried wrong five times; ask for a new one.' },
  CARRY_CODE_WRONG: {
    status: 401,
    says: 'This code is wrong, used, or older than ten minutes; ask for a new one where you took the number (T7).',
  },
  GUEST_LINK_WRONG: {
    status: 401,
    says: 'This link is not whole, or not one of ours; ask the moderator for it again.',
  },
  GUEST_LINK_OVER: { status: 410, says: 'This link was taken back, or its evening is over.' },
  FORBIDDEN: { status: 403, says: 'Your role may not do this.' },
  BAD_ORIGIN: { status: 403, says: 'The request comes from another site; open the page anew.' },
  // The state of things
  WRONG_STATE: { status: 409, says: 'This cannot be done in the present state; `details.state` tells it.' },
  NOT_OPEN_YET: { status: 409, says: 'The waiting room of this session is not open yet.' },
  LOBBY_CLOSED: { status: 409, says: 'The session is not giving out numbers now.' },
  SESSION_FULL: { status: 409, says: 'All numbers of this session are taken.' },
  NO_PLACE_LEFT: {
    status: 409,
    says: 'The places that evening keeps for people carried over are taken; choose another way (S4).',
  },
  ALREADY_IN_QUEUE: { status: 409, says: 'This person already has a number; `details.ticketId` is it.' },
  PHONE_FULL: {
    status: 409,
    says: 'This phone holds numbers of `details.most` persons in this session; give one back, or use another phone (Q7).',
  },
  BARRED: {
    status: 403,
    says: 'This phone is given no numbers until `details.until` (`details.untilWall` in the county’s zone); object through the hotline, which takes the matter too (Q10).',
  },
  NO_PHONE: {
    status: 409,
    says: 'No telephone number of this person is known, so that nobody can ring them; choose another way (Q7).',
  },
  NO_MAIL: { status: 409, says: 'This county sends no e-mail.' },
  PUSH_ADDRESS: { status: 400, says: 'This browser’s push service is not one that we send to.' },
  PHOTOS_FULL: { status: 409, says: 'There are three photos already; take one away first.' },
  QUESTIONS_CLOSED: { status: 409, says: 'This session takes no questions of the audience now (A1).' },
  ALREADY_ASKED: {
    status: 409,
    says: 'This phone number asked already in this session; one question each. Take it back first, while nobody has decided about it (A2).',
  },
  QUESTIONS_FULL: { status: 409, says: 'There are `details.most` questions already; no more are taken (A2).' },
  QUESTION_ON_AIR: { status: 409, says: 'Another question is being answered; mark that one first (A5).' },
  FILES_FULL: { status: 409, says: 'There are `details.most` files already; take one away first.' },
  QUEUE_EMPTY: { status: 409, says: 'Nobody is waiting who can be called.' },
  REHEARSAL_RUNS: { status: 409, says: 'A rehearsal runs on this server already; wait for its end, or end it.' },
  EVENING_IS_LIVE: { status: 409, says: 'An evening is live on this server; rehearse before it or after it.' },
  SEAT_BUSY: { status: 409, says: 'This seat has a caller already.' },
  GREEN_ROOM_FULL: { status: 409, says: 'The green room is full; put somebody through or return them first.' },
  CLOSING_TIME: { status: 409, says: 'The closing time has passed; no new call starts (S3).' },
  CONSENT_MISSING: { status: 409, says: 'Consent for this has not been given (T6).' },
  CONSENT_OUTDATED: {
    status: 409,
    says: 'The wording of the consents is another now, `details.version`; read it and decide anew (T6).',
  },
  NOT_APPROVED: { status: 409, says: 'Subject and public name are not approved yet (C2).' },
  WORDS_FOUND: {
    status: 409,
    says: 'Words of the county’s list stand in it, `details.words`; approve again with them confirmed, or change it (T5).',
  },
  WORDS_NEVER: {
    status: 409,
    says: 'Words that the county never makes public stand in it, `details.words`; change it (T5).',
  },
  OUTCOME_MISSING: { status: 409, says: 'A call ends with an outcome (C5).' },
  REASON_MISSING: { status: 400, says: 'Give a reason; it is written down (Q6).' },
  MEDIA_NOT_READY: { status: 409, says: 'Media is not connected yet.' },
  MEDIA_FORBIDDEN: { status: 403, says: 'This medium is not granted to you now (C7).' },
  // Cases
  COMPLAINS_OF: { status: 409, says: 'The case complains of this unit, which is never given it (K2).' },
  PROTECTED_CASE: { status: 409, says: 'It complains of somebody, or is sealed; such a case stands alone (K2).' },
  MENTION_NOT_READER: { status: 409, says: 'Somebody who is named may not read this case; take them out (K2).' },
  LEADER_FIRST: {
    status: 409,
    says: 'It was reopened more than once; a leader has to read it and give an instruction first (K5).',
  },
  PROMISE_STAYS: {
    status: 409,
    says: 'It was promised on air; only the supervisor, with the leader’s word, moves or extends it (K4).',
  },
  FORCED_STAYS: { status: 409, says: 'The supervisor has decided whose it is; it is not handed back again (K4).' },
  DEADLINE_PASSED: { status: 409, says: 'More time is asked for before the deadline, which was `details.dueAt`.' },
  OWN_WORK: { status: 409, says: 'Somebody else reviews what you wrote or reviewed before.' },
  OWN_UNIT: { status: 409, says: 'Your unit handled this case; another one judges and closes it (K2).' },
  NOT_FOLLOWED_UP: {
    status: 409,
    says: 'Its person was not asked yet; call them first, three times where nobody answers (K2).',
  },
  TEXT_TOO_LONG: {
    status: 400,
    says: 'The text of `details.field` has `details.length` characters; `details.most` fit.',
  },
  PLACEHOLDER_UNKNOWN: {
    status: 400,
    says: 'In braces stands what is no placeholder here, `details.names`; correct it, or leave the braces out.',
  },
  HELPERS_FULL: { status: 409, says: 'There are `details.most` links already; take one back first.' },
  TEMPLATES_FULL: { status: 409, says: 'There are `details.most` templates already; take one away first.' },
  NOT_PUBLISHABLE: {
    status: 409,
    says: 'It cannot be public: its person does not agree, it complains of somebody, or it was not answered (K2, T6).',
  },
  NOT_SHORTENED: {
    status: 409,
    says: 'A reviewer may leave something out and mark it, and not say something else; look at `details.fields` again.',
  },
  WITHDRAW_TOO_LATE: { status: 409, says: 'Ten minutes have passed; write to the county that it is settled instead.' },
  OTHERS_MERGED: {
    status: 409,
    says: 'Others’ cases were merged into it and wait for its answer: it goes on to that (K6).',
  },
  RATED_ALREADY: { status: 409, says: 'You have rated this answer already.' },
  STALE: { status: 409, says: 'Somebody else changed this meanwhile; look again.' },
  UNDO_TOO_LATE: { status: 409, says: 'Too late to undo: the person was told by now (Q9).' },
  UNDO_CHANGED: { status: 409, says: 'Something else happened to this number since; look again and decide anew (Q9).' },
  // Us
  UNAVAILABLE: { status: 503, says: 'The service is starting or stopping; try again in a moment.' },
  INTERNAL: { status: 500, says: 'Something failed on our side; it was written down.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.optional(z.record(z.string(), z.unknown())),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** A refusal with a code. Thrown by services and parsed out of acks by clients. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, details?: Record<string, unknown>, message: string = ERRORS[code].says) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.details ? { details: this.details } : {}) };
  }
}
