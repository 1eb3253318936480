/** One producer: whose it is, what it shows, and on which router it runs. */
import type { types } from 'mediasoup';
import type { MediaSource } from '../../shared/states.ts';
import type { PeerIdentity } from '../domain/calls/media-types.ts';
import type { Place } from './stage.ts';

export interface Sending {
  readonly producer: types.Producer;
  readonly source: MediaSource;
  readonly owner: PeerIdentity;
  readonly place: Place;
  /** A copy for the programme's audience, behind its delay. */
  readonly isLate: boolean;
  /** A picture of which nothing arrives any more, though nobody ended it: its last frame is stale (C6). */
  isSilent: boolean;
  /** When its sender was last asked for a key frame, by `performance.now()`. */
  askedAt: number;
  /** When a key frame of it last arrived, in whichever layer, by the same clock. */
  keyFrameAt: number;
}
