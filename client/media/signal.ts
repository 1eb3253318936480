/** The way to the server that media needs. `RealtimeClient` fits through a few lines of glue; tests bring their own. */
import type { ActionName, InputOf, ResultOf } from '../../shared/actions/all.ts';
import type { Notice } from '../../shared/notices/all.ts';

export type MediaAction = Extract<ActionName, `media.${string}` | 'check.open'>;

export interface Signal {
  /** Rejects with `Refusal`, `UNAVAILABLE` when the connection drops before the answer. */
  call<Name extends MediaAction>(name: Name, input: InputOf<Name>): Promise<ResultOf<Name>>;
  /** Resolves once there is a connection; at once while there is. */
  whenConnected(): Promise<void>;
  onNotice(listener: (notice: Notice) => void): () => void;
  /** After each connect but the first. */
  onReconnect(listener: () => void): () => void;
  /** Media found a path: whatever hangs on one that is gone may begin anew. */
  pathIsBack(): void;
}
