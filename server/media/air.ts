/**
 * What the audience gets of a session: its state and its senders, later by the delay of its programme (C6). Without a
 * delay both are the stage's own.
 */
import { atOnce, type Delayed, follow, showDue, stillPublic } from '../domain/calls/delay.ts';
import type { PeerIdentity, SessionMediaState } from '../domain/calls/media-types.ts';
import { DelayedProgramme } from './delayed-programme.ts';
import type { GrantOf, MediaLog } from './options.ts';
import type { Sending } from './sending.ts';

interface AirOptions {
  readonly grantOf: GrantOf;
  readonly log: MediaLog;
  /** What it shows or who sends changed. */
  readonly onChanged: () => void;
  readonly onOwnerChanged: (producerId: string) => void;
}

const NOBODY = { key: '', role: 'audience', ticketId: null, seatId: null, personId: null } as const;

export class Air {
  readonly #options: AirOptions;
  #now: SessionMediaState;
  #late: Delayed<SessionMediaState>;
  #timer: NodeJS.Timeout | undefined;
  #copies: DelayedProgramme | null = null;

  constructor(state: SessionMediaState, options: AirOptions) {
    this.#options = options;
    this.#now = state;
    this.#late = atOnce(state);
  }

  get isDelayed(): boolean {
    return this.#now.delayMs > 0;
  }

  /** What the audience may get now. */
  get state(): SessionMediaState {
    return this.#late.shown;
  }

  /** Copies of those who send or sent. */
  get sendings(): readonly Sending[] {
    return this.#copies?.sendings ?? [];
  }

  /** The state from now on. What it takes away is away at once. */
  take(state: SessionMediaState): void {
    this.#now = state;
    const { delayMs } = state;
    if (this.#copies && this.#copies.delayMs !== delayMs) this.close();
    const now = performance.now();
    const before = showDue(this.#late, now);
    this.#late = follow(before, state, { now, delayMs, still: (earlier) => stillPublic(earlier, state) });
    if (before.shown.programmeSeatId !== null && this.#late.shown.programmeSeatId === null) this.#copies?.empty();
    this.#awaitNext();
  }

  /** Copies those of `own` that the audience gets or may come to get: from before it is public. */
  copy(own: readonly Sending[]): void {
    const { delayMs, sessionId } = this.#now;
    if (delayMs === 0) return;
    const somebody: PeerIdentity = { ...NOBODY, sessionId };
    const { log, grantOf, onChanged, onOwnerChanged } = this.#options;
    this.#copies ??= new DelayedProgramme({ delayMs, log, onChanged, onOwnerChanged });
    this.#copies.follow(own.filter(({ owner, source }) => grantOf(somebody, owner, source, this.#now).flow !== 'none'));
  }

  ownerChanged(sending: Sending): void {
    this.#copies?.ownerChanged(sending);
  }

  /** Nobody is left. */
  close(): void {
    this.#copies?.close();
    this.#copies = null;
    this.#options.onChanged();
  }

  #awaitNext(): void {
    clearTimeout(this.#timer);
    const [next] = this.#late.coming;
    if (!next) return;
    const show = () => {
      this.#late = showDue(this.#late, performance.now());
      this.#awaitNext();
      this.#options.onChanged();
    };
    this.#timer = setTimeout(show, Math.max(0, Math.ceil(next.at - performance.now()))).unref();
  }
}
