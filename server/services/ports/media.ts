/** The media that services need. One implementation, over mediasoup. */

import type { InputOf, ResultOf } from '../../../shared/actions/all.ts';
import type { Notice } from '../../../shared/notices/all.ts';
import type { PeerIdentity, SessionMediaState } from '../../domain/calls/media-types.ts';
import type { RecorderNow } from '../../domain/calls/recording.ts';

/** Signalling of one connected page. Closed with `detach` (the page may come back within 60 s) or `leave`. */
export interface MediaPeer {
  readonly identity: PeerIdentity;
  createTransport(input: InputOf<'media.createTransport'>): Promise<ResultOf<'media.createTransport'>>;
  connectTransport(input: InputOf<'media.connectTransport'>): Promise<void>;
  restartIce(input: InputOf<'media.restartIce'>): Promise<ResultOf<'media.restartIce'>>;
  produce(input: InputOf<'media.produce'>): Promise<ResultOf<'media.produce'>>;
  setMuted(input: InputOf<'media.setMuted'>): Promise<void>;
  /** Throws `Refusal('MEDIA_FORBIDDEN')` unless the grants give it (C7). */
  subscribe(input: InputOf<'media.subscribe'>): Promise<void>;
  consumerReady(input: InputOf<'media.consumerReady'>): Promise<void>;
}

export interface MediaHub {
  /**
   * The newest page of `identity.key` wins: another page's peer is closed with `superseded`; the same `clientId`
   * finds its transports again (`resumed`). `notify` is replaced by each join. Without `isStaged`, the first state of its
   * session has yet to be applied.
   */
  join(
    identity: PeerIdentity,
    input: InputOf<'media.join'>,
    notify: (notice: Notice) => void,
  ): Promise<{ peer: MediaPeer; result: Omit<ResultOf<'media.join'>, 'iceServers'>; isStaged: boolean }>;
  /** The socket that joined with `notify` is gone: kept 60 s, then left. Nothing, where a newer one has joined since. */
  detach(key: string, notify: (notice: Notice) => void): void;
  /** Closes the peer now. */
  leave(key: string): void;
  /** Makes consumers what the state grants: creates, resumes, pauses, closes. Resolves once the resumes were sent. */
  apply(state: SessionMediaState): Promise<void>;
  /** C6: takes the programme off at once, and keeps it off whatever state is applied, until `allowProgramme`. */
  cutNow(sessionId: string): void;
  /** The state that is applied from now on holds again. */
  allowProgramme(sessionId: string): void;
  /** What each peer of a session sends now. */
  sending(sessionId: string): {
    key: string;
    role: PeerIdentity['role'];
    ticketId: string | null;
    seatId: string | null;
    audio: boolean;
    video: boolean;
  }[];
  /** How the recorder stands with each side that is to be recorded; `null`: this machine has none (R3). */
  recording(sessionId: string): readonly RecorderNow[] | null;
  /** Called whenever `sending` or `recording` changed. */
  onSendingChanged(listener: (sessionId: string) => void): void;
  counts(): { workers: number; peers: number; transports: number; producers: number; consumers: number };
  close(): Promise<void>;
}
