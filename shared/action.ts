/**
 * One action: what a client asks for. The registry in `actions/all.ts` is the whole contract; HTTP routes, socket
 * handlers, the OpenAPI document, `docs/api.md` and the table of who may do what are all keyed by the same names.
 */
import * as z from 'zod/mini';
import { ErrorBody } from './errors.ts';
import { CommandId } from './ids.ts';

export type Door = 'http' | 'socket';

export interface ActionDefinition<
  Name extends string = string,
  Input extends z.ZodMiniType = z.ZodMiniType,
  Result extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly name: Name;
  /** What it does, one sentence, for the reader of the API page. */
  readonly says: string;
  /** A query changes nothing and takes no command id. */
  readonly kind: 'command' | 'query';
  /** Absent: socket only. Path parameters are fields of the input. */
  readonly http?: { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: string };
  /** Absent: true for actions without `http`. */
  readonly socket: boolean;
  readonly input: Input;
  readonly result: Result;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export function defineAction<const Name extends string, Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  definition: Without<ActionDefinition<Name, Input, Result>, 'kind' | 'socket'> & {
    kind?: 'command' | 'query';
    socket?: boolean;
  },
): ActionDefinition<Name, Input, Result> {
  return { kind: 'command', socket: definition.http === undefined, ...definition };
}

/** What travels up the socket under the event name `action`. */
export const SocketRequest = z.object({
  name: z.string().check(z.maxLength(64)),
  commandId: z.optional(CommandId),
  input: z.unknown(),
});
export type SocketRequest = z.infer<typeof SocketRequest>;

/** What comes back in the ack. `result` is parsed with the action's own schema. */
export const Ack = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: ErrorBody }),
]);
export type Ack = z.infer<typeof Ack>;

/** The largest message a client may send, in bytes. */
export const MAX_MESSAGE_BYTES = 16 * 1024;
