/** Plays the known sound and listens to it by the microphone, without and with the browser's echo cancellation. */
import { ECHO_RATE, type EchoVerdict, echoProbe, echoVerdict, findEcho, type Heard, slower } from './echo.ts';

const BEFORE_S = 0.3;
const AFTER_S = 0.8;
/** Echo cancellation learns the room from what is played; what it does afterwards counts. */
const LESSONS = 2;

/** `deviceId`: the chosen microphone. Rejects where it cannot be opened. */
export async function measureEcho(deviceId: string | undefined): Promise<EchoVerdict> {
  const context = new AudioContext();
  try {
    await context.resume();
    const plain = await listen(context, deviceId, false, 0);
    const cancelled = await listen(context, deviceId, true, LESSONS);
    return echoVerdict(plain, cancelled);
  } finally {
    await context.close().catch(() => undefined);
  }
}

async function listen(context: AudioContext, deviceId: string | undefined, cancels: boolean, lessons: number) {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      echoCancellation: cancels,
      noiseSuppression: cancels,
      autoGainControl: cancels,
      channelCount: 1,
      ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
    },
  });
  try {
    for (let lesson = 0; lesson < lessons; lesson += 1) await playAndHear(context, stream);
    return await playAndHear(context, stream);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

async function playAndHear(context: AudioContext, stream: MediaStream): Promise<Heard> {
  const rate = context.sampleRate;
  const probe = echoProbe(rate);
  const recorder = hearing(context, stream);
  const buffer = context.createBuffer(1, probe.length, rate);
  buffer.copyToChannel(probe, 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  source.start(context.currentTime + BEFORE_S);
  await new Promise((resolve) => setTimeout(resolve, (BEFORE_S + AFTER_S) * 1000 + (probe.length / rate) * 1000));
  const heard = recorder.end();
  return findEcho(slower(heard, rate), slower(probe, rate), Math.floor(BEFORE_S * ECHO_RATE));
}

/** All samples from now on. A script processor, since an audio worklet is a file of its own that old phones lack. */
function hearing(context: AudioContext, stream: MediaStream): { end(): Float32Array } {
  const source = context.createMediaStreamSource(stream);
  const listener = context.createScriptProcessor(4096, 1, 1);
  const pieces: Float32Array[] = [];
  listener.onaudioprocess = ({ inputBuffer }) => pieces.push(new Float32Array(inputBuffer.getChannelData(0)));
  source.connect(listener);
  // It runs only where it leads somewhere, and plays nothing.
  listener.connect(context.destination);
  return {
    end() {
      listener.onaudioprocess = null;
      source.disconnect();
      listener.disconnect();
      const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const piece of pieces) {
        all.set(piece, at);
        at += piece.length;
      }
      return all;
    },
  };
}
