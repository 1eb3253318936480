/** Keeps one side of one call recorded: a stretch for as long as its tracks are the same, and another after it. */
import type { RecordedSide, RecorderNow } from '../../domain/calls/recording.ts';
import type { Sending } from '../sending.ts';
import type { Stage } from '../stage.ts';
import type { Recorder } from './recorder.ts';
import type { Stretch, StretchEnd } from './stretch.ts';

/** The pictures of a put-through go before everything else (decision 6). */
const START_AFTER_MS = 300;
const AGAIN_AFTER_MS: Record<Exclude<StretchEnd, 'stopped'>, number> = {
  silent: 2_000,
  failed: 3_000,
  diskFull: 15_000,
};

export class SideRecorder {
  readonly side: RecordedSide;
  readonly #recorder: Recorder;
  readonly #stage: Stage;
  readonly #onChanged: () => void;
  #wanted: readonly Sending[] = [];
  #stretch: Stretch | null = null;
  /** What the stretch that is being started is of. */
  #starting: { readonly sendings: readonly Sending[]; readonly off: AbortController } | null = null;
  /** The start or the end of a stretch is under way. */
  #busy = false;
  #timer: NodeJS.Timeout | undefined;
  #state: RecorderNow['state'] = 'starting';
  #why: RecorderNow['why'] = null;
  #closed = false;

  constructor(side: RecordedSide, recorder: Recorder, stage: Stage, onChanged: () => void) {
    this.side = side;
    this.#recorder = recorder;
    this.#stage = stage;
    this.#onChanged = onChanged;
    this.#soon(START_AFTER_MS);
  }

  get now(): RecorderNow {
    return { ...this.side, state: this.#state, why: this.#why };
  }

  /** For tests. */
  get pid(): number | undefined {
    return this.#stretch?.pid;
  }

  /** What its person sends now, muted tracks too. */
  want(sendings: readonly Sending[]): void {
    this.#wanted = sendings;
    const stretch = this.#stretch;
    if (this.#starting && !this.#fits(this.#starting)) this.#starting.off.abort();
    if (stretch && !this.#fits(stretch)) void stretch.stop();
    else if (!stretch && !this.#timer) void this.#begin();
  }

  /** Nothing is sent to the file from this moment; it is closed in its own time. */
  close(): Promise<void> {
    this.#closed = true;
    this.#wanted = [];
    clearTimeout(this.#timer);
    this.#starting?.off.abort();
    return this.#stretch?.stop() ?? Promise.resolve();
  }

  /** What there is to record this moment. */
  get #active(): Sending[] {
    return this.#wanted.filter(({ producer, isSilent }) => !producer.closed && !producer.paused && !isSilent);
  }

  #fits({ sendings }: { readonly sendings: readonly Sending[] }): boolean {
    return sendings.every((one) => this.#wanted.includes(one)) && this.#active.every((one) => sendings.includes(one));
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#begin();
    }, ms).unref();
  }

  async #begin(): Promise<void> {
    const sendings = this.#active;
    if (this.#busy || this.#closed || this.#stretch || sendings.length === 0) return;
    this.#busy = true;
    const off = new AbortController();
    this.#starting = { sendings, off };
    try {
      const ended = await this.#recorder.record(this.side, this.#stage, sendings, {
        signal: off.signal,
        onStart: (stretch) => {
          this.#starting = null;
          this.#stretch = stretch;
          if (this.#closed || !this.#fits(stretch)) void stretch.stop();
        },
        onWritten: () => this.#turn('on', this.#why),
      });
      this.#over(ended);
    } finally {
      this.#busy = false;
      this.#starting = null;
      this.#stretch = null;
    }
    // What is wanted changed while this one ended.
    if (!this.#closed && !this.#timer) void this.#begin();
  }

  #over(end: StretchEnd): void {
    if (this.#closed) return;
    if (end !== 'stopped') this.#soon(AGAIN_AFTER_MS[end]);
    if (end === 'stopped' || end === 'silent') this.#turn('starting', this.#why);
    else this.#turn('failed', end === 'diskFull' ? 'diskFull' : 'ended');
  }

  #turn(state: RecorderNow['state'], why: RecorderNow['why']): void {
    if (this.#closed || (state === this.#state && why === this.#why)) return;
    this.#state = state;
    this.#why = why;
    this.#onChanged();
  }
}
