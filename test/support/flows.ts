/** Who is really sent what: pages of Chromium, and the counters of the server in this process. */
import type { Person } from './browser.ts';
import { consumersBetween, type Flow, Meter, packetsReceived } from './media/sent.ts';
import { until } from './until.ts';

/** An encoder without sound (DTX) still sends every 400 ms: so long a window has packets wherever sound flows. */
const WINDOW_MS = 1_500;
/** What the sender's camera and microphone send meanwhile at the least. */
const SENDER_PACKETS = 60;

/** True once `sender` was received for a whole window. */
async function windowOf(sender: Person): Promise<() => Promise<boolean>> {
  const from = Date.now();
  const before = await packetsReceived(sender.wire.transports);
  return async () =>
    Date.now() - from >= WINDOW_MS && (await packetsReceived(sender.wire.transports)) >= before + SENDER_PACKETS;
}

/** What the server sends to `viewer` during a window in which it receives `sender`. */
export async function flowTo(viewer: Person, sender: Person): Promise<Flow> {
  if (viewer.wire.transports.length === 0) throw new Error('this page has no transport: nothing could be seen on it');
  const meter = await Meter.start(viewer.wire.transports);
  const isOver = await windowOf(sender);
  await until('the sender’s packets', isOver);
  return meter.read();
}

/** When the last packet before a whole window of nothing left for `viewer`; call it before what ends the flow. */
export async function silentSince(viewer: Person, sender: Person): Promise<number> {
  const meter = await Meter.start(viewer.wire.transports);
  let lastAt = Date.now();
  let bytes = 0;
  let isOver = await windowOf(sender);
  await until('silence for the audience', async () => {
    const now = (await meter.read()).bytes;
    if (now === bytes) return isOver();
    bytes = now;
    lastAt = Date.now();
    isOver = await windowOf(sender);
    return false;
  });
  return lastAt;
}

/** Waits until `listener`'s page receives sound that `speaker`'s page sends. */
export async function hears(listener: Person, speaker: Person): Promise<void> {
  let from: { readonly ids: string; readonly packets: number } | null = null;
  await until('sound of that person at this page', async () => {
    const ids = consumersBetween(speaker.wire.transports, listener.wire.transports, 'audio');
    if (ids.length === 0) return false;
    const packets = await packetsOf(listener, ids);
    // What is built anew meanwhile is counted anew.
    if (from?.ids !== ids.join()) from = { ids: ids.join(), packets };
    return packets > from.packets + 5;
  });
}

/** Audio packets that the page received of these consumers: the tracks of a page bear their ids. */
async function packetsOf({ page }: Person, consumerIds: readonly string[]): Promise<number> {
  return page.evaluate(async (ids) => {
    const connections = (window as unknown as { __connections?: RTCPeerConnection[] }).__connections ?? [];
    let packets = 0;
    for (const connection of connections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && ids.includes(report.trackIdentifier)) packets += report.packetsReceived;
      }
    }
    return packets;
  }, consumerIds);
}
