/** What every handler is given. */
import type { ActionName, InputOf, ResultOf } from '../../shared/actions/all.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Handshake } from '../../shared/handshake.ts';
import type { CaptionSegment } from '../domain/calls/captions.ts';
import type { WholeCall } from '../domain/calls/together.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { Actor } from '../domain/people/types.ts';
import type { StandingFirst } from '../domain/queue/near-turn.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { SentFiles } from './ports/files.ts';
import type { LeftFiles } from './ports/left-files.ts';
import type { Pictures } from './ports/pictures.ts';
import type { Push } from './ports/push.ts';
import type { TogetherState } from './ports/recordings.ts';
import type { Rehearsals } from './ports/rehearsal.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Reader, Store, Writer } from './ports/store.ts';
import type { Throttle } from './ports/throttle.ts';

export interface Settings {
  readonly demo: boolean;
  /** How long a sign-in lasts. */
  readonly staffSignInMs: number;
  readonly citizenSignInMs: number;
  /** Origin for links in messages, without a slash at its end. */
  readonly publicUrl: string;
  /** Whether e-mail is sent; in a demo into its outbox. */
  readonly mail: boolean;
  /** Who is sent an SMS when nobody accepts an emergency (C9). */
  readonly dutyPhone: string | null;
  /** Where a phone gets the local certificate authority, and what to compare; `null` when everybody trusts ours. */
  readonly trust: { readonly path: string; readonly fingerprint: string } | null;
}

export interface Deps {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly throttle: Throttle;
  readonly pictures: Pictures;
  readonly files: SentFiles;
  readonly leftFiles: LeftFiles;
  readonly rehearsals: Rehearsals;
  readonly push: Push;
  /** How far the file with both people of a call is, by the file of its first recording (R8). */
  readonly together: (whole: WholeCall) => Promise<TogetherState>;
  readonly settings: Settings;
  readonly clock: () => number;
  readonly newId: (prefix: string) => string;
}

export type CookieKind = 'staff' | 'citizen' | 'guest';

/** Sets and clears the cookie of a sign-in or of a guest link; only HTTP has one. */
export interface CookieJar {
  readonly token: (kind: CookieKind) => string | null;
  set(kind: CookieKind, token: string, maxAgeMs: number): void;
  clear(kind: CookieKind): void;
}

/** The socket that asks, if one does. */
export interface Connection {
  readonly id: string;
  readonly as: Handshake;
}

export interface Asked {
  readonly actor: Actor;
  readonly now: number;
  readonly deps: Deps;
  readonly connection: Connection | null;
  readonly cookies: CookieJar | null;
  /** Whether a ticket's page is open now. */
  readonly isHere: (sessionId: string, ticketId: string) => boolean;
  /** Shows a line that grows to whoever reads along with that call, now. */
  readonly showCaption: (call: Pick<CallRecord, 'id' | 'sessionId'>, segment: CaptionSegment) => void;
  /** Ends the connections that were opened with a sign-in that is no more. */
  readonly signedOut: (tokenHash: string) => void;
}

/** What a command's transaction touched; told to the live side after the commit, before the acknowledgement. */
export interface Touched {
  /** Views of this session are stale. */
  session(sessionId: string): void;
  /**
   * Who stands where in this session's queue changed: whoever's turn comes near by it is told in the same transaction
   * (Q5). `justTook`: somebody with a new number, last in their lane, who sees the place this moment; `before`: how
   * many stand before them in that lane of the leaders' line, where that is known.
   */
  queue(sessionId: string, justTook?: StandingFirst, before?: number): void;
  /** Is shown to whoever reads along with that call, once it is kept. */
  caption(call: Pick<CallRecord, 'id' | 'sessionId'>, segment: CaptionSegment): void;
  /** Media of this session must follow before the command is acknowledged (C1, C6, C7). */
  stage(sessionId: string): void;
}

export interface CommandAsked extends Asked {
  readonly tx: Writer;
  readonly touched: Touched;
}
export interface QueryAsked extends Asked {
  readonly read: Reader;
}

/** What an action that says no must leave behind: the refusal is remembered and repeated like an answer. */
export interface KeptRefusal {
  readonly refuse: { readonly code: ErrorCode; readonly details?: Record<string, unknown> | undefined };
}

/**
 * Runs once for its command id (T3); a repeat is given what the first run returned. Throws a kept refusal. `content` is
 * what a repeat must have alike, the input unless told: no fast hash of a password is kept.
 */
export type Remember = <Kept extends object>(
  run: (tx: Writer) => Promise<Kept | KeptRefusal>,
  content?: unknown,
) => Promise<Kept>;

export interface FreeAsked extends Asked {
  readonly remember: Remember;
}

export type CommandHandler<Name extends ActionName, Read = never> = (
  input: InputOf<Name>,
  asked: CommandAsked,
  ahead: Read,
) => Promise<ResultOf<Name>>;
/**
 * Reads, in the command's transaction, what needs no answer to be asked for: it is sent together with the lock of the
 * session that the input names, and behind it. `found`: that session before it was locked.
 */
export type Ahead<Name extends ActionName, Read> = (
  input: InputOf<Name>,
  asked: Pick<CommandAsked, 'actor' | 'now' | 'tx'>,
  found: SessionRecord,
) => Promise<Read>;
export type QueryHandler<Name extends ActionName> = (
  input: InputOf<Name>,
  asked: QueryAsked,
) => Promise<ResultOf<Name>>;

export type FreeHandler<Name extends ActionName> = (input: InputOf<Name>, asked: FreeAsked) => Promise<ResultOf<Name>>;

/**
 * `once`: runs in a transaction with its command remembered (T3), after what it reads `ahead`. `free`: what it
 * `remember`s is only a part of it, since a refusal must leave a trace (tries of a code), or a repeat must set its cookie
 * again. `query`: reads.
 */
export type Handler<Name extends ActionName> =
  | { readonly mode: 'once'; readonly run: CommandHandler<Name>; readonly ahead?: Ahead<Name, unknown> }
  | { readonly mode: 'free'; readonly run: FreeHandler<Name> }
  | { readonly mode: 'query'; readonly run: QueryHandler<Name> };

export type Handlers<Names extends ActionName = ActionName> = { readonly [Name in Names]: Handler<Name> };

export const once = <Name extends ActionName>(run: CommandHandler<Name>): Handler<Name> => ({ mode: 'once', run });
export const onceReading = <Name extends ActionName, Read>(
  ahead: Ahead<Name, Read>,
  run: CommandHandler<Name, Read>,
): Handler<Name> => ({ mode: 'once', run, ahead });
export const free = <Name extends ActionName>(run: FreeHandler<Name>): Handler<Name> => ({ mode: 'free', run });
export const query = <Name extends ActionName>(run: QueryHandler<Name>): Handler<Name> => ({ mode: 'query', run });
