/** What one end of the load needs of a server that forwards, whichever it is. */
export interface RoomAddress {
  readonly kind: 'directline' | 'janus';
  /** Of its signalling, a WebSocket. */
  readonly url: string;
}

/** Two people send, as on a stage; everybody else receives both. */
export const SENDERS = ['citizen', 'official'] as const;

export interface Room {
  /** Resolves once ICE and DTLS are done. `send` takes whole RTP packets. */
  openSender(index: number, ssrcs: Ssrcs): Promise<Sender>;
  /** Resolves once everything of both senders can come. `onPacket` gets every decrypted packet. */
  openViewer(index: number, onPacket: (packet: Buffer) => void): Promise<void>;
  close(): void;
}

export interface Ssrcs {
  readonly audio: number;
  readonly video: number;
}

export interface Sender {
  sendAudio(packet: Buffer): void;
  sendVideo(packet: Buffer): void;
}
