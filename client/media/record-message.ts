/** Records camera and microphone into one file on this device. */
import type { RecordingContainer } from '../../shared/states.ts';

export interface RecordedMessage {
  readonly blob: Blob;
  readonly container: RecordingContainer;
}

/** What a weak network can bring up within minutes. */
const VIDEO_BPS = 500_000;
const AUDIO_BPS = 32_000;
const PIECE_MS = 1000;

const TYPES: readonly (readonly [RecordingContainer, string])[] = [
  ['webm', 'webm;codecs=vp8,opus'],
  ['webm', 'webm;codecs=opus'],
  ['webm', 'webm'],
  ['mp4', 'mp4'],
];

/** `null`: this browser does not record. */
function typeFor(video: boolean): readonly [RecordingContainer, string] | null {
  if (typeof MediaRecorder !== 'function') return null;
  for (const [container, rest] of TYPES) {
    const type = `${video ? 'video' : 'audio'}/${rest}`;
    if (MediaRecorder.isTypeSupported(type)) return [container, type];
  }
  return null;
}

export const canRecord = (): boolean => typeFor(true) !== null || typeFor(false) !== null;

export interface RunningMessage {
  /** Resolves once it was stopped, by whoever or whatever. */
  readonly done: Promise<RecordedMessage>;
  stop(): void;
}

/** Ends by itself after `mostMs`, or with its tracks. Throws where this browser records nothing of the kind. */
export function recordMessage(tracks: readonly MediaStreamTrack[], mostMs: number): RunningMessage {
  const type = typeFor(tracks.some(({ kind }) => kind === 'video'));
  if (!type) throw new Error('this browser records nothing');
  const [container, mimeType] = type;
  const recorder = new MediaRecorder(new MediaStream([...tracks]), {
    mimeType,
    videoBitsPerSecond: VIDEO_BPS,
    audioBitsPerSecond: AUDIO_BPS,
  });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) pieces.push(data);
  };
  const done = new Promise<RecordedMessage>((resolve, reject) => {
    recorder.onstop = () => resolve({ blob: new Blob(pieces, { type: mimeType }), container });
    recorder.onerror = () => reject(new Error('the recording broke off'));
  });
  const stop = () => {
    clearTimeout(timer);
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.start(PIECE_MS);
  const timer = setTimeout(stop, mostMs);
  return { done, stop };
}
