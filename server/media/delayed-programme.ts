/**
 * The stage once more, later by the programme's delay: for each producer that the audience may come to see another one,
 * behind a delay line on the same router, with all its layers. Grants are its session's business.
 */
import type { types } from 'mediasoup';
import { DelayLine } from './delay-line.ts';
import type { MediaLog } from './options.ts';
import type { Sending } from './sending.ts';
import { LOOPBACK, ON_LOOPBACK } from './sockets.ts';
import type { Place } from './stage.ts';

/** Nobody who joins later can ask for a key frame in time, so one is always near. */
const KEY_FRAME_EVERY_MS = 2000;

interface Line {
  readonly delay: DelayLine;
  readonly out: types.PipeTransport;
  readonly back: types.PipeTransport;
}
interface Copy {
  readonly tapped: types.Consumer;
  readonly sending: Sending;
}

export interface DelayedProgrammeOptions {
  readonly delayMs: number;
  readonly log: MediaLog;
  /** `sendings` changed. */
  readonly onChanged: () => void;
  readonly onOwnerChanged: (producerId: string) => void;
}

export class DelayedProgramme {
  readonly delayMs: number;
  readonly #options: DelayedProgrammeOptions;
  readonly #lines = new Map<Place, Promise<Line>>();
  /** By the id of the producer that they are copies of. */
  readonly #copies = new Map<string, Copy>();
  readonly #making = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #keyFrames: NodeJS.Timeout;
  #closed = false;

  constructor(options: DelayedProgrammeOptions) {
    this.delayMs = options.delayMs;
    this.#options = options;
    this.#keyFrames = setInterval(() => this.#askForKeyFrames(), KEY_FRAME_EVERY_MS).unref();
  }

  get sendings(): readonly Sending[] {
    return [...this.#copies.values()].map(({ sending }) => sending);
  }

  /** Copies these, and those that it copies already until what they sent has been shown. */
  follow(wanted: readonly Sending[]): void {
    for (const sending of wanted) {
      const { id, closed } = sending.producer;
      if (closed || this.#copies.has(id) || this.#making.has(id)) continue;
      this.#making.add(id);
      this.#copy(sending)
        .catch((error: unknown) => {
          if (this.#closed || sending.producer.closed) return;
          this.#options.log.warn({ producerId: id, error: String(error) }, 'cannot delay a producer');
        })
        .finally(() => this.#making.delete(id));
    }
  }

  /** The owner muted, fell silent, or is back: so does the copy, when what was sent until then has been shown. */
  ownerChanged({ producer, isSilent }: Sending): void {
    const copy = this.#copies.get(producer.id);
    if (!copy) return;
    const { paused } = producer;
    this.#later(() => {
      copy.sending.isSilent = isSilent;
      const done = paused ? copy.sending.producer.pause() : copy.sending.producer.resume();
      done.catch(() => undefined).finally(() => this.#options.onOwnerChanged(copy.sending.producer.id));
    });
  }

  /** What is still to be shown never is (C6). */
  empty(): void {
    for (const line of this.#lines.values()) line.then(({ delay }) => delay.empty()).catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#keyFrames);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#copies.clear();
    for (const line of this.#lines.values()) line.then(closeLine).catch(() => undefined);
    this.#lines.clear();
  }

  async #copy(original: Sending): Promise<void> {
    const { producer } = original;
    const { out, back } = await this.#line(original.place);
    const tapped = await out.consume({ producerId: producer.id });
    const { kind, rtpParameters } = tapped;
    const paused = producer.paused;
    const copy = await back.produce({ kind, rtpParameters, paused }).catch((error: unknown) => {
      tapped.close();
      throw error;
    });
    if (this.#closed || tapped.closed) return copy.close();
    const sending: Sending = { ...original, producer: copy, isLate: true };
    this.#copies.set(producer.id, { tapped, sending });
    tapped.observer.once('close', () => this.#later(() => copy.close()));
    copy.observer.once('close', () => {
      this.#copies.delete(producer.id);
      tapped.close();
      this.#options.onChanged();
    });
    // It may have been muted meanwhile.
    if (producer.paused !== paused) this.ownerChanged(original);
    this.#options.onChanged();
  }

  #line(place: Place): Promise<Line> {
    let line = this.#lines.get(place);
    if (!line) {
      line = this.#lay(place);
      this.#lines.set(place, line);
      line.catch(() => this.#lines.delete(place));
    }
    return line;
  }

  async #lay(place: Place): Promise<Line> {
    const delay = await DelayLine.open(this.delayMs);
    try {
      const options: types.PipeTransportOptions = { listenInfo: ON_LOOPBACK, enableSctp: false };
      const [out, back] = await Promise.all([
        place.router.createPipeTransport(options),
        place.router.createPipeTransport(options),
      ]);
      const line = { delay, out, back };
      delay.join(out.tuple.localPort, back.tuple.localPort);
      await Promise.all([out, back].map((transport) => transport.connect({ ip: LOOPBACK, port: delay.port })));
      // With its router, or its worker.
      back.observer.once('close', () => {
        if (this.#lines.delete(place)) delay.close();
      });
      if (this.#closed) closeLine(line);
      return line;
    } catch (error) {
      delay.close();
      throw error;
    }
  }

  #askForKeyFrames(): void {
    for (const { tapped } of this.#copies.values()) {
      if (tapped.kind === 'video' && !tapped.closed) tapped.requestKeyFrame().catch(() => undefined);
    }
  }

  #later(work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, this.delayMs);
    this.#timers.add(timer.unref());
  }
}

function closeLine({ delay, out, back }: Line): void {
  out.close();
  back.close();
  delay.close();
}
