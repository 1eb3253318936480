/**
 * This page's own camera and microphone over time: a phone call or another app takes them, iOS mutes them more often
 * than it ends them, a cable is pulled. Taken again when the page is visible. A store for `useSyncExternalStore`.
 */
import type { MediaSource } from '../../shared/states.ts';
import {
  type DeviceProblem,
  facingWish,
  isRear,
  listDevices,
  onDevicesChanged,
  openDevices,
  type Wish,
} from './devices.ts';
import { onShown } from './on-shown.ts';

export interface LocalSnapshot {
  readonly camera: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  readonly problems: { readonly camera?: DeviceProblem; readonly microphone?: DeviceProblem };
  /** The system stopped giving picture or sound; it may come back by itself. */
  readonly interrupted: Readonly<Record<MediaSource, boolean>>;
}

const EMPTY: LocalSnapshot = {
  camera: null,
  microphone: null,
  problems: {},
  interrupted: { camera: false, microphone: false },
};
const NO_WISH: Wish = { camera: false, microphone: false };
/** iOS unmutes by itself within a moment; longer than this and the device is asked for again. */
const MUTED_MS = 3000;
/** Phones give nothing to hidden pages; at a desk somebody on a call may be reading in another tab. */
const isRefused = () => document.hidden && matchMedia('(pointer: coarse)').matches;

export class LocalMedia {
  readonly #listeners = new Set<() => void>();
  readonly #trackListeners = new Set<(source: MediaSource, track: MediaStreamTrack | null) => void>();
  readonly #muteTimers: Partial<Record<MediaSource, ReturnType<typeof setTimeout>>> = {};
  #snapshot: LocalSnapshot = EMPTY;
  #wish: Wish = NO_WISH;
  #opening: Promise<void> = Promise.resolve();
  #closed = false;

  /** Ids of devices that went by themselves: they are taken again when they come back. */
  #gone: Partial<Record<MediaSource, string>> = {};
  readonly #stopWatching = [onShown(() => this.#onShown()), onDevicesChanged(() => void this.#takeBack())];

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): LocalSnapshot => this.#snapshot;

  /** Each new track, for `MediaSession.setTrack`. */
  onTrack(listener: (source: MediaSource, track: MediaStreamTrack | null) => void): () => void {
    this.#trackListeners.add(listener);
    return () => this.#trackListeners.delete(listener);
  }

  /** Call from a tap: in-app browsers ask only then. Resolves also when it failed; the snapshot tells. */
  open(wish: Wish): Promise<void> {
    this.#gone = {};
    this.#wish = wish;
    return this.#take(wish);
  }

  /** Begins or ends the camera alone; the sound goes on. Does nothing where it is so already. */
  async setCamera(wish: Wish['camera']): Promise<void> {
    if ((this.#wish.camera === false) === (wish === false)) return;
    this.#wish = { ...this.#wish, camera: wish };
    if (wish !== false) return this.#take({ ...NO_WISH, camera: wish });
    const { camera: _, ...problems } = this.#snapshot.problems;
    this.#snapshot.camera?.stop();
    this.#set({ ...this.#snapshot, camera: null, problems });
  }

  /** Another device of the same source; the old one keeps going if the new one fails. */
  async choose(source: MediaSource, deviceId: string): Promise<void> {
    delete this.#gone[source];
    this.#wish = { ...this.#wish, [source]: deviceId };
    await this.#take({ ...NO_WISH, [source]: deviceId });
  }

  /** The microphone anew, where its sound is wished for in another way; the old one goes on if that fails. */
  renewMicrophone(): Promise<void> {
    return this.#take({ ...NO_WISH, microphone: this.#wish.microphone });
  }

  /**
   * The camera on the other side, or where sides are not known another one. The first goes on until the second is there,
   * but on phones that open one at a time; where none could be opened the first is taken again.
   */
  async turn(): Promise<void> {
    const { camera } = this.#snapshot;
    const before = this.#wish.camera;
    if (!camera || before === false) return;
    const failed = () => this.#snapshot.camera === camera || this.#snapshot.camera === null;
    await this.choose('camera', facingWish(isRear(camera) ? 'user' : 'environment'));
    if (failed() && this.#snapshot.problems.camera === 'noDevice') {
      const { deviceId } = camera.getSettings();
      const other = (await listDevices()).cameras.find(({ id }) => id !== '' && id !== deviceId);
      if (other) await this.choose('camera', other.id);
    }
    if (failed() && this.#snapshot.problems.camera === 'inUse') {
      camera.stop();
      await this.#take({ ...NO_WISH, camera: this.#wish.camera });
    }
    if (!failed()) return;
    this.#wish = { ...this.#wish, camera: before };
    await this.#take({ ...NO_WISH, camera: before });
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stopWatching) stop();
    for (const timer of Object.values(this.#muteTimers)) clearTimeout(timer);
    this.#snapshot.camera?.stop();
    this.#snapshot.microphone?.stop();
    this.#set(EMPTY);
  }

  #take(wish: Wish): Promise<void> {
    this.#opening = this.#opening.then(async () => {
      // A track that is only muted may be given back by the system: it ends once another one is there.
      const opened = await openDevices(wish);
      if (this.#closed) {
        opened.camera?.stop();
        opened.microphone?.stop();
        return;
      }
      // No longer wished for: it was ended while it opened.
      if (this.#wish.camera === false) opened.camera?.stop();
      else if (wish.camera !== false) this.#adopt('camera', opened.camera, opened.problems.camera);
      if (wish.microphone !== false) this.#adopt('microphone', opened.microphone, opened.problems.microphone);
    });
    return this.#opening;
  }

  #adopt(source: MediaSource, track: MediaStreamTrack | null, problem: DeviceProblem | undefined): void {
    const { [source]: _, ...problems } = this.#snapshot.problems;
    const before = this.#snapshot[source];
    if (!track && before?.readyState === 'live') {
      this.#set({ ...this.#snapshot, problems: { ...problems, ...(problem ? { [source]: problem } : {}) } });
      return;
    }
    before?.stop();
    if (track) this.#watch(source, track);
    if (track && this.#gone[source] === track.getSettings().deviceId) delete this.#gone[source];
    this.#set({
      ...this.#snapshot,
      [source]: track,
      problems: { ...problems, ...(problem ? { [source]: problem } : {}) },
      interrupted: { ...this.#snapshot.interrupted, [source]: track?.muted ?? false },
    });
    for (const listener of [...this.#trackListeners]) listener(source, track);
  }

  #watch(source: MediaSource, track: MediaStreamTrack): void {
    const isMine = () => !this.#closed && this.#snapshot[source] === track;
    const interrupted = (is: boolean) =>
      this.#set({ ...this.#snapshot, interrupted: { ...this.#snapshot.interrupted, [source]: is } });
    track.addEventListener('mute', () => {
      if (!isMine()) return;
      interrupted(true);
      clearTimeout(this.#muteTimers[source]);
      this.#muteTimers[source] = setTimeout(() => isMine() && this.#retake(), MUTED_MS);
    });
    track.addEventListener('unmute', () => {
      if (!isMine()) return;
      clearTimeout(this.#muteTimers[source]);
      // Nor does it stand any more that the device could not be had meanwhile.
      const { [source]: _, ...problems } = this.#snapshot.problems;
      this.#set({ ...this.#snapshot, problems });
      interrupted(false);
    });
    track.addEventListener('ended', () => {
      if (!isMine()) return;
      this.#gone[source] ??= track.getSettings().deviceId;
      interrupted(true);
      this.#retake();
    });
  }

  /** Ended, muted, or wished for and not given: worth asking again, unless the person said no. */
  #isDead(source: MediaSource): boolean {
    const track = this.#snapshot[source];
    if (track) return track.readyState === 'ended' || track.muted;
    const problem = this.#snapshot.problems[source];
    return this.#wish[source] !== false && problem === 'inUse';
  }

  /** Also what came and went while it was hidden. */
  #onShown(): void {
    this.#retake();
    void this.#takeBack();
  }

  /** Takes again what is dead. */
  #retake(): void {
    if (isRefused() || this.#closed) return;
    const wish: Wish = {
      camera: this.#isDead('camera') ? this.#wish.camera : false,
      microphone: this.#isDead('microphone') ? this.#wish.microphone : false,
    };
    if (wish.camera === false && wish.microphone === false) return;
    void this.#take(wish).then(() => this.#fallBack());
  }

  /** The chosen device is gone: any other is better than none. */
  #fallBack(): void {
    const { problems } = this.#snapshot;
    for (const source of ['camera', 'microphone'] as const) {
      if (problems[source] !== 'noDevice' || typeof this.#wish[source] !== 'string') continue;
      this.#wish = { ...this.#wish, [source]: null };
      void this.#take({ ...NO_WISH, [source]: null });
    }
  }

  /** What was plugged in again, or anything where there was nothing. */
  async #takeBack(): Promise<void> {
    const { cameras, microphones } = await listDevices();
    await this.#opening;
    const there = { camera: cameras, microphone: microphones };
    for (const source of ['camera', 'microphone'] as const) {
      if (isRefused() || this.#closed || this.#wish[source] === false) continue;
      const gone = this.#gone[source];
      const before = this.#snapshot[source]?.getSettings().deviceId;
      if (gone !== undefined && gone !== before && there[source].some(({ id }) => id === gone))
        void this.choose(source, gone);
      else if (this.#snapshot.problems[source] === 'noDevice' && there[source].length > 0)
        void this.#take({ ...NO_WISH, [source]: this.#wish[source] });
    }
  }

  #set(snapshot: LocalSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) listener();
  }
}
