/** What a page presents and hears, and when, written down inside the page. Times are epoch milliseconds with fractions. */
import type { BrowserContext, Page } from 'playwright-core';

/** One presented frame of somebody else's picture. */
export interface Frame {
  readonly at: number;
  /** When its last packet arrived; `null` where the browser does not say. */
  readonly receivedAt: number | null;
  readonly track: string;
}
export interface Mark {
  readonly what: 'click' | 'sent' | 'acknowledged' | 'flowing' | 'audible';
  readonly at: number;
}
interface Marks {
  readonly frames: Frame[];
  readonly marks: Mark[];
  /** Of the page, from the first to the last. */
  readonly connections: RTCPeerConnection[];
  /** Told of every frame until it says that it has what it waited for. */
  onFrame: ((frame: Frame) => boolean) | null;
  /** Whether received voices are listened to. */
  listens: boolean;
  /** Ends all listening. */
  deafen: () => void;
}

/**
 * Before the first page of the context. The context needs `bypassCSP`: the listener's worklet is a blob. `media`: pictures
 * and sounds too, which costs a page a little for each frame.
 */
export async function keepMarks(context: BrowserContext, { media }: { media: boolean }): Promise<void> {
  await context.addInitScript(installMarks, media);
}

export function framesSince(page: Page, since: number): Promise<Frame[]> {
  return page.evaluate(
    (from) => (window as unknown as { __marks: Marks }).__marks.frames.filter((f) => f.at >= from),
    since,
  );
}

/** The first frame from `since` on, waited for inside the page: asking again and again would cost what is measured. */
export function firstFrame(page: Page, since: number, withinMs: number): Promise<Frame | null> {
  return page.evaluate(
    ([from, ms]) =>
      new Promise<Frame | null>((resolve) => {
        const marks = (window as unknown as { __marks: Marks }).__marks;
        const timer = setTimeout(() => resolve(null), ms);
        const take = (frame: Frame) => {
          if (frame.at < from) return false;
          clearTimeout(timer);
          resolve(frame);
          return true;
        };
        if (!marks.frames.some(take)) marks.onFrame = take;
      }),
    [since, withinMs] as const,
  );
}

/**
 * The first of `count` frames since `since` that belong to tracks not in `before`, waited for inside the page; `null`: not
 * in time.
 */
export function firstOfNew(
  page: Page,
  since: number,
  before: readonly string[],
  count: number,
  withinMs: number,
): Promise<Frame | null> {
  return page.evaluate(
    ([from, known, enough, ms]) =>
      new Promise<Frame | null>((resolve) => {
        const marks = (window as unknown as { __marks: Marks }).__marks;
        const timer = setTimeout(() => resolve(null), ms);
        const seen: Frame[] = [];
        const take = (frame: Frame) => {
          if (frame.at < from || known.includes(frame.track) || seen.push(frame) < enough) return false;
          clearTimeout(timer);
          resolve(seen[0] ?? null);
          return true;
        };
        if (!marks.frames.some(take)) marks.onFrame = take;
      }),
    [since, before, count, withinMs] as const,
  );
}

/**
 * Whether voices of tracks to come are listened to, for the mark `audible`. Sound in a page takes threads that go before
 * everything else, so that on few cores a picture is later for it: pictures and voices are measured in rounds of their own.
 */
export function listenToVoices(page: Page, listens: boolean): Promise<void> {
  return page.evaluate((is) => {
    const marks = (window as unknown as { __marks: Marks }).__marks;
    marks.listens = is;
    if (!is) marks.deafen();
  }, listens);
}

export function marksSince(page: Page, since: number): Promise<Mark[]> {
  return page.evaluate(
    (from) => (window as unknown as { __marks: Marks }).__marks.marks.filter((m) => m.at >= from),
    since,
  );
}

/** Whether the page's camera goes out in its best layer: the sender has found its bandwidth. */
export function sendsBestLayer(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { connections } = (window as unknown as { __marks: Marks }).__marks;
    const layers: { frameWidth?: number; framesPerSecond?: number; rid?: string }[] = [];
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const one of (await connection.getStats()).values())
        if (one.type === 'outbound-rtp' && one.kind === 'video') layers.push(one);
    }
    return layers.length > 0 && layers.every(({ framesPerSecond = 0 }) => framesPerSecond > 20);
  });
}

/** The page's own clock. */
export const pageNow = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin + performance.now());

/** Runs in the page, before anything of its own. */
function installMarks(media: boolean): void {
  const frames: Frame[] = [];
  const marks: Mark[] = [];
  const connections: RTCPeerConnection[] = [];
  const kept: Marks = { frames, marks, connections, onFrame: null, listens: false, deafen: () => undefined };
  (window as unknown as { __marks: Marks }).__marks = kept;
  const epoch = (time: number) => performance.timeOrigin + time;
  const mark = (what: Mark['what'], at = epoch(performance.now())) => {
    marks.push({ what, at });
    if (marks.length > 500) marks.splice(0, 250);
  };

  // Own tracks are not what is measured.
  const own = new Set<string>();
  const { mediaDevices } = navigator;
  if (media && mediaDevices) {
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      for (const track of stream.getTracks()) own.add(track.id);
      return stream;
    };
  }

  const isSeen = (video: HTMLVideoElement) =>
    video.videoWidth > 0 && video.getClientRects().length > 0 && video.checkVisibility();
  const watch = (video: HTMLVideoElement, stream: MediaStream) => {
    const track = stream.getVideoTracks()[0];
    if (!track || own.has(track.id)) return;
    let looks = 0;
    let seen = false;
    const presented = (_now: number, frame: VideoFrameCallbackMetadata) => {
      if (video.srcObject !== stream) return;
      // Looking costs a layout: at every frame until it is seen, then now and then.
      if (!seen || looks++ % 30 === 0) seen = isSeen(video);
      if (seen) {
        const receivedAt = frame.receiveTime === undefined ? null : epoch(frame.receiveTime);
        const presentedNow = { at: epoch(frame.presentationTime), receivedAt, track: track.id };
        frames.push(presentedNow);
        if (kept.onFrame?.(presentedNow)) kept.onFrame = null;
        if (frames.length > 4000) frames.splice(0, 2000);
      }
      video.requestVideoFrameCallback(presented);
    };
    video.requestVideoFrameCallback(presented);
  };
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject') as PropertyDescriptor;
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(this: HTMLMediaElement, stream: MediaStream | null) {
      source.set?.call(this, stream);
      if (media && this instanceof HTMLVideoElement && stream instanceof MediaStream) watch(this, stream);
    },
  });

  // A voice is listened to from the moment its track exists, long before it may be heard.
  const LISTENER = `registerProcessor('listener', class extends AudioWorkletProcessor {
    quietSince = 0;
    process([[samples]]) {
      const now = Date.now();
      const loud = samples?.some((value) => Math.abs(value) > 0.01);
      if (loud && now - this.quietSince > 200) this.port.postMessage(now);
      if (loud) this.quietSince = now;
      return true;
    }
  })`;
  let listening: Promise<AudioContext> | undefined;
  const ears = new Set<{ track: MediaStreamTrack; close: () => void }>();
  kept.deafen = () => {
    for (const ear of ears) ear.close();
    ears.clear();
    void listening?.then((context) => context.close());
    listening = undefined;
  };
  const listen = async (track: MediaStreamTrack) => {
    listening ??= (async () => {
      const context = new AudioContext();
      await context.audioWorklet.addModule(URL.createObjectURL(new Blob([LISTENER], { type: 'text/javascript' })));
      return context;
    })();
    const context = await listening;
    // One of an earlier call would go on being computed.
    for (const ear of ears) {
      if (ear.track.readyState === 'live') continue;
      ear.close();
      ears.delete(ear);
    }
    const stream = new MediaStream([track]);
    // A remote track is decoded only while some element plays it.
    const player = new Audio();
    player.muted = true;
    source.set?.call(player, stream);
    player.play().catch(() => undefined);
    const node = new AudioWorkletNode(context, 'listener', { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => mark('audible', data);
    const heard = context.createMediaStreamSource(stream);
    heard.connect(node);
    const close = () => {
      heard.disconnect();
      node.port.close();
      source.set?.call(player, null);
    };
    ears.add({ track, close });
  };
  const Connection = window.RTCPeerConnection;
  if (media && Connection) {
    window.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        for (const [index, one] of connections.entries())
          if (one.signalingState === 'closed') connections.splice(index, 1);
        connections.push(this);
        this.addEventListener('track', ({ track }) => {
          if (track.kind === 'audio' && kept.listens) void listen(track);
        });
      }
    };
  }

  let asked = '';
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        if (data.includes('"media.consumerFlow"') && data.includes('"flowing":true')) mark('flowing');
        else if (asked && data.startsWith(asked)) mark('acknowledged');
      });
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (typeof data === 'string' && data.includes('"call.putThrough"')) {
        mark('sent');
        // Socket.io: 42<id>[…] is answered by 43<id>[…].
        asked = `43${/^42(\d+)/.exec(data)?.[1]}[`;
      }
      super.send(data);
    }
  };
  window.addEventListener('click', () => mark('click'), { capture: true });
}
