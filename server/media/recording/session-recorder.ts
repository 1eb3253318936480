/** Who of one session is recorded: as many side recorders as the newest state and what is sent ask for. */
import type { RecordedSide, RecorderNow } from '../../domain/calls/recording.ts';
import type { Sending } from '../sending.ts';
import type { Stage } from '../stage.ts';
import type { Recorder } from './recorder.ts';
import { SideRecorder } from './side-recorder.ts';

const keyOf = ({ callId, side }: RecordedSide): string => `${callId}:${side}`;

export class SessionRecorder {
  readonly #recorder: Recorder;
  readonly #stage: Stage;
  readonly #onChanged: () => void;
  readonly #sides = new Map<string, SideRecorder>();

  constructor(recorder: Recorder, stage: Stage, onChanged: () => void) {
    this.#recorder = recorder;
    this.#stage = stage;
    this.#onChanged = onChanged;
  }

  get now(): RecorderNow[] {
    return [...this.#sides.values()].map((side) => side.now);
  }

  /** For tests. */
  get pids(): number[] {
    return [...this.#sides.values()].flatMap(({ pid }) => pid ?? []);
  }

  /** Whoever is not asked for any more is recorded no longer, from this moment. */
  follow(wanted: readonly { readonly as: RecordedSide; readonly sending: Sending }[]): void {
    const tracks = new Map<string, { as: RecordedSide; sendings: Sending[] }>();
    for (const { as, sending } of wanted) {
      const of = tracks.get(keyOf(as)) ?? { as, sendings: [] };
      of.sendings.push(sending);
      tracks.set(keyOf(as), of);
    }
    for (const [key, side] of this.#sides) {
      if (tracks.has(key)) continue;
      this.#sides.delete(key);
      void side.close();
      this.#onChanged();
    }
    for (const [key, { as, sendings }] of tracks) {
      let side = this.#sides.get(key);
      if (!side) {
        side = new SideRecorder(as, this.#recorder, this.#stage, this.#onChanged);
        this.#sides.set(key, side);
      }
      side.want(sendings);
    }
  }
}
