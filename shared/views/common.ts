/** Pieces that several views share. */
import * as z from 'zod/mini';
import { HELPER_KINDS } from '../helpers.ts';
import { EpochMs, Id } from '../ids.ts';
import { CallState, LeaderChangeKind, Participation, ProgrammeState, RecordingMark, SessionState } from '../states.ts';
import { PlainDate } from '../text.ts';

export const SessionHead = z.object({
  id: Id,
  number: z.int(),
  title: z.string(),
  topic: z.string(),
  state: SessionState,
  public: z.boolean(),
  admitting: z.boolean(),
  startsAt: EpochMs,
  endsAt: EpochMs,
  /** After the closing time: when the last call is ended at the latest (S3). */
  overtimeUntil: z.nullable(EpochMs),
  zone: z.string(),
  callLengthMs: z.int(),
  /** So much later the audience is shown and told of the stage (C6); 0 where the session is not public. */
  delayMs: z.int(),
  /** The leader is late, lost or another one (S5): whoever waits may choose another way. */
  leaderChange: z.nullable(z.object({ what: LeaderChangeKind, at: EpochMs })),
});
export type SessionHead = z.infer<typeof SessionHead>;

/** One who sees and hears the call. Pictures are placed by role: producers are named in media notices. */
export const OnStage = z.object({
  /** `official`: the meeting room; `officer`: a department's, called to it; `citizen`: the caller; then helpers and desks. */
  role: z.enum(['official', 'officer', 'citizen', ...HELPER_KINDS, 'moderator', 'aide']),
  /** Empty for desks: their function is told, not who sits there. */
  label: z.string(),
  /** An officer whose desk is gone, and who may come back (C11). */
  lost: z.optional(z.boolean()),
});
export type OnStage = z.infer<typeof OnStage>;

/** What the audience is shown (C2): nothing of a call that is not public. */
export const Programme = z.object({
  state: ProgrammeState,
  /** The slate, and a call is announced that is shown within seconds (C2). */
  soon: z.boolean(),
  /** Set only while the state is `stage`: approved words alone. */
  now: z.nullable(
    z.object({
      publicName: z.string(),
      subject: z.string(),
      officialName: z.string(),
      officialTitle: z.string(),
      since: EpochMs,
      /** Of the stage, shown to everybody (C13). */
      picture: z.nullable(z.object({ callId: Id, id: Id })),
      /** Of this call, those that count (C8). */
      promises: z.array(z.object({ wording: z.string(), unitName: z.string(), dueOn: PlainDate })),
    }),
  ),
});
export type Programme = z.infer<typeof Programme>;

export const Seat = z.object({
  id: Id,
  name: z.string(),
  officialName: z.string(),
  officialTitle: z.string(),
  /** The meeting room's page is connected and sends picture and sound. */
  ready: z.boolean(),
  onAir: z.boolean(),
  /** A department's room; `null`: a leader's seat. */
  room: z.nullable(
    z.object({
      unitId: Id,
      unitName: z.string(),
      categories: z.array(z.string()),
      /** Somebody is on duty there now. */
      open: z.boolean(),
      /** How many wait in its line. */
      waiting: z.int(),
    }),
  ),
});
export type Seat = z.infer<typeof Seat>;

/** A department's officer on a stage; `lost`: their desk is gone, and the place is kept for a while (C3). */
export const OfficerOn = z.object({ seatId: Id, unitName: z.string(), lost: z.boolean() });
export type OfficerOn = z.infer<typeof OfficerOn>;

/** A department's officer who rings for a call, is on its stage, or did not come (C11); for desks alone. */
export const SummonsRow = z.object({
  callId: Id,
  seatId: Id,
  unitName: z.string(),
  state: z.enum(['ringing', 'joined', 'refused']),
  /** Since when. */
  at: EpochMs,
  /** Joined, and their desk is gone; the place is kept for a while (C3). */
  lost: z.boolean(),
  /** Why not, of one that was refused. */
  reason: z.nullable(z.string()),
});
export type SummonsRow = z.infer<typeof SummonsRow>;

export const CallHead = z.object({
  id: Id,
  ticketId: Id,
  seatId: Id,
  state: CallState,
  participation: Participation,
  /** Sound alone, because the resident's network does not carry a picture (C12). */
  weakNetwork: z.boolean(),
  public: z.boolean(),
  /** The audience sees this very call. */
  shown: z.boolean(),
  /** It goes on air within seconds (C2). */
  soon: z.boolean(),
  startedAt: EpochMs,
  recording: RecordingMark,
  liveAt: z.nullable(EpochMs),
  /** As `CallTimes`: what it was held for does not count (C10). */
  heldAt: z.nullable(EpochMs),
  heldMs: z.int(),
  extendedMs: z.int(),
  /** On its stage now (C13); `public`: the moderator shows it to everybody. */
  picture: z.nullable(z.object({ id: Id, by: z.enum(['citizen', 'desk']), public: z.boolean() })),
});
export type CallHead = z.infer<typeof CallHead>;
