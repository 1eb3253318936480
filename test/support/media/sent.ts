/** What media workers started by this process really receive and send: mediasoup's own counters. */
import { observer, type types } from 'mediasoup';

const transports = new Map<string, types.Transport>();
const consumers = new Map<string, { consumer: types.Consumer; transportId: string }>();
/** Pipes between routers bear the id of the producer that they carry; this is the one that a page sends. */
const producers = new Map<string, { producer: types.Producer; transportId: string }>();

observer.on('newworker', (worker) => {
  worker.observer.on('newrouter', (router) => {
    router.observer.on('newtransport', (transport) => {
      if (transport.type !== 'webrtc') return;
      transports.set(transport.id, transport);
      transport.observer.once('close', () => transports.delete(transport.id));
      transport.observer.on('newconsumer', (consumer) => {
        consumers.set(consumer.id, { consumer, transportId: transport.id });
        consumer.observer.once('close', () => consumers.delete(consumer.id));
      });
      transport.observer.on('newproducer', (producer) => {
        producers.set(producer.id, { producer, transportId: transport.id });
        producer.observer.once('close', () => producers.delete(producer.id));
      });
    });
  });
});

/** RTP packets that a consumer has sent to its client; 0 after its close. */
export async function packetsSent(consumerId: string): Promise<number> {
  return sentBy(consumers.get(consumerId)?.consumer);
}

async function sentBy(consumer: types.Consumer | undefined): Promise<number> {
  const stats = (await consumer?.getStats().catch(() => [])) ?? [];
  return stats.reduce((sum, stat) => (stat.type === 'outbound-rtp' ? sum + stat.packetCount : sum), 0);
}

/** Whether the server sends what it has for this consumer; `null` when there is no such consumer any more. */
export function isPaused(consumerId: string): boolean | null {
  return consumers.get(consumerId)?.consumer.paused ?? null;
}

/** RTP packets that the server received over these transports, from everything they send now. */
export async function packetsReceived(transportIds: readonly string[]): Promise<number> {
  const own = [...producers.values()].filter((one) => transportIds.includes(one.transportId));
  const stats = await Promise.all(own.map(({ producer }) => producer.getStats().catch(() => [])));
  return stats.flat().reduce((sum, stat) => sum + stat.packetCount, 0);
}

/** RTP packets that the server received of what a consumer would be sent. */
export async function packetsOfSource(consumerId: string): Promise<number> {
  const producerId = consumers.get(consumerId)?.consumer.producerId ?? '';
  const stats =
    (await producers
      .get(producerId)
      ?.producer.getStats()
      .catch(() => [])) ?? [];
  return stats.reduce((sum, stat) => sum + stat.packetCount, 0);
}

/** How often the sender of what a consumer is sent was asked for a key frame. */
export async function keyFramesAsked(consumerId: string): Promise<number> {
  const producerId = consumers.get(consumerId)?.consumer.producerId ?? '';
  const stats = (await producers.get(producerId)?.producer.getStats()) ?? [];
  return stats.reduce((sum, stat) => sum + stat.pliCount, 0);
}

/** Ids of the consumers with which one page is sent what another one sends. */
export function consumersBetween(from: readonly string[], to: readonly string[], kind: types.MediaKind): string[] {
  return [...consumers.values()]
    .filter(({ consumer, transportId }) => {
      const owner = producers.get(consumer.producerId)?.transportId;
      return consumer.kind === kind && to.includes(transportId) && owner !== undefined && from.includes(owner);
    })
    .map(({ consumer }) => consumer.id);
}

export interface Flow {
  /** Of RTP, over every consumer there was. */
  readonly bytes: number;
  readonly audioPackets: number;
  readonly videoPackets: number;
}
export const NOTHING: Flow = { bytes: 0, audioPackets: 0, videoPackets: 0 };

/** Counts what one page is sent, over transports and consumers that come and go. */
export class Meter {
  readonly #transportIds: readonly string[];
  readonly #bytes = new Map<string, number>();
  readonly #packets = new Map<string, { kind: types.MediaKind; count: number }>();
  #start: Flow = NOTHING;

  private constructor(transportIds: readonly string[]) {
    this.#transportIds = transportIds;
  }

  /** `transportIds` may grow while it counts. */
  static async start(transportIds: readonly string[]): Promise<Meter> {
    const meter = new Meter(transportIds);
    meter.#start = await meter.#total();
    return meter;
  }

  /** Since the start. */
  async read(): Promise<Flow> {
    const now = await this.#total();
    return {
      bytes: now.bytes - this.#start.bytes,
      audioPackets: now.audioPackets - this.#start.audioPackets,
      videoPackets: now.videoPackets - this.#start.videoPackets,
    };
  }

  async #total(): Promise<Flow> {
    for (const id of this.#transportIds) {
      const [stat] =
        (await transports
          .get(id)
          ?.getStats()
          .catch(() => [])) ?? [];
      if (stat) this.#bytes.set(id, (stat as types.WebRtcTransportStat).rtpBytesSent);
    }
    const own = [...consumers.values()].filter(({ transportId }) => this.#transportIds.includes(transportId));
    for (const { consumer } of own)
      this.#packets.set(consumer.id, { kind: consumer.kind, count: await sentBy(consumer) });
    const packets = (kind: types.MediaKind) =>
      [...this.#packets.values()].reduce((sum, one) => (one.kind === kind ? sum + one.count : sum), 0);
    return {
      bytes: [...this.#bytes.values()].reduce((sum, count) => sum + count, 0),
      audioPackets: packets('audio'),
      videoPackets: packets('video'),
    };
  }
}
