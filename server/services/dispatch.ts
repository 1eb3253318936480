/**
 * The one way from a door to a handler: parse → authorize → run → parse. Both doors come through here, so that who may
 * do what is asked once, in one table (T1), and nothing leaves that does not fit the contract (T4, T5).
 */
import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { ACTIONS, type ActionName } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import { CommandId } from '../../shared/ids.ts';
import type { CaptionSegment } from '../domain/calls/captions.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { assertComplete, authorize } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { actionContext, namedBy } from './action-context.ts';
import type { Asked, Connection, CookieJar, Deps, Handler, Handlers, KeptRefusal, Remember } from './context.ts';
import { handlers } from './handlers.ts';
import { tellNear } from './near-turn.ts';
import { Noted } from './noted.ts';
import { assertPlain } from './plain-input.ts';
import type { RememberedCommand, Writer } from './ports/store.ts';
import { fillFromLists } from './waitlist-service.ts';

export interface Request {
  readonly name: string;
  readonly commandId: string | undefined;
  readonly input: unknown;
  /** Who asks, or a look-up of that which has begun. */
  readonly actor: Actor | Promise<Actor>;
  readonly connection: Connection | null;
  readonly cookies: CookieJar | null;
}

/** Told after the commit and before the acknowledgement. */
export interface AfterCommit {
  session(sessionId: string): void;
  /** Resolves once media follows the stored state. */
  stage(sessionId: string): Promise<void>;
  /** A sign-in is no more. */
  signedOut(tokenHash: string): void;
  /** Shows a line of captions of a running call to whoever reads along (C15). */
  caption(call: Pick<CallRecord, 'id' | 'sessionId'>, segment: CaptionSegment): void;
  /** Whether a ticket's page is open now. */
  isHere(sessionId: string, ticketId: string): boolean;
}

/** What the realtime side answers for actions that live on a connection (media, snapshots). */
export type ConnectionHandlers = Partial<Handlers>;

export class Dispatcher {
  readonly #deps: Deps;
  readonly #after: AfterCommit;

  constructor(deps: Deps, after: AfterCommit) {
    assertComplete([...ACTIONS.keys()]);
    this.#deps = deps;
    this.#after = after;
  }

  /** Resolves with the parsed result, or throws `Refusal`. `own` are handlers of the asking connection. */
  async run(request: Request, own: ConnectionHandlers = {}): Promise<unknown> {
    const definition = ACTIONS.get(request.name as ActionName);
    if (!definition) throw new Refusal('UNKNOWN_ACTION');
    const name = definition.name as ActionName;
    assertPlain(request.input);
    const input = parseInput(definition.input, request.input);
    const { store, clock } = this.#deps;
    const now = clock();

    const { demo } = this.#deps.settings;
    const [actor, named] = await Promise.all([request.actor, namedBy(input, store.read)]);
    const context = await actionContext(named, input, actor, request.connection, store.read, demo);
    const allowed = authorize(actor, name, context);
    const refusal = allowed.ok ? null : new Refusal(allowed.code, allowed.details);
    if (refusal && !isOfState(refusal)) throw refusal;

    const asked: Asked = {
      actor,
      now,
      deps: this.#deps,
      connection: request.connection,
      cookies: request.cookies,
      signedOut: (tokenHash) => this.#after.signedOut(tokenHash),
      showCaption: (call, segment) => this.#after.caption(call, segment),
      isHere: (sessionId, ticketId) => this.#after.isHere(sessionId, ticketId),
    };
    const handler = (own[name] ?? (handlers as Partial<Handlers>)[name]) as Handler<ActionName> | undefined;
    if (!handler) throw new Refusal('UNKNOWN_ACTION');
    const result = await this.#perform(handler, name, input, request, asked, refusal, named.session ?? null);

    const parsed = z.safeParse(definition.result, result);
    if (!parsed.success)
      throw new Error(`the result of ${name} does not fit its schema: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  }

  async #perform(
    handler: Handler<ActionName>,
    name: ActionName,
    input: never,
    request: Request,
    asked: Asked,
    refusal: Refusal | null,
    found: SessionRecord | null,
  ): Promise<unknown> {
    if (refusal && handler.mode !== 'once') throw refusal;
    switch (handler.mode) {
      case 'query':
        return handler.run(input, { ...asked, read: this.#deps.store.read });
      case 'free': {
        // Who signs in is nobody yet, and a phone that changed its network asks again from another address.
        const whose = asked.actor.kind === 'anyone' ? 'anyone' : actorKey(asked.actor);
        const command = commandOf(request, name, input, whose);
        return handler.run(input, { ...asked, remember: this.#remember(command) });
      }
      case 'once': {
        const touched = new Noted();
        const { sessionId, ticketId } = input as { readonly sessionId?: string; readonly ticketId?: string | null };
        const command = { ...commandOf(request, name, input, actorKey(asked.actor)), sessionId, ticketId };
        const reads = found && handler.ahead;
        const ahead = reads ? (tx: Writer) => reads(input, { ...asked, tx }, found) : undefined;
        const run = async (tx: Writer, read: unknown) => {
          // A repeated command is answered before this: its own first run may have left the state that refuses it (T3).
          if (refusal) throw refusal;
          touched.clear();
          const withTx = { ...asked, tx, touched };
          const answer = await handler.run(input, withTx, read as never);
          await fillFromLists(withTx, touched);
          await tellNear(withTx, touched);
          return answer;
        };
        const { result } = await this.#deps.store.command(command, run, ahead);
        await Promise.all([...touched.stages].map((id) => this.#after.stage(id)));
        for (const id of touched.stale) this.#after.session(id);
        for (const { call, segment } of touched.captions) this.#after.caption(call, segment);
        return result;
      }
    }
  }

  #remember(command: RememberedCommand): Remember {
    return async <Kept extends object>(run: (tx: Writer) => Promise<Kept | KeptRefusal>, content?: unknown) => {
      const its = content === undefined ? command : { ...command, inputHash: hashInput(content) };
      const { result } = await this.#deps.store.command(its, run);
      if ('refuse' in result) throw new Refusal(result.refuse.code, result.refuse.details);
      return result;
    };
  }
}

function commandOf(request: Request, action: ActionName, input: unknown, whose: string): RememberedCommand {
  const commandId = z.safeParse(CommandId, request.commandId);
  if (!commandId.success)
    throw new Refusal('BAD_INPUT', { issues: [{ path: 'commandId', message: 'a command id is needed' }] });
  return { commandId: commandId.data, actorKey: whose, action, inputHash: hashInput(input) };
}

/** Whether the state refuses, and not who asks. */
const isOfState = ({ code }: Refusal): boolean =>
  code !== 'FORBIDDEN' && code !== 'NOT_SIGNED_IN' && code !== 'NOT_FOUND';

function parseInput(schema: z.ZodMiniType, raw: unknown): never {
  const parsed = z.safeParse(schema, raw ?? {});
  if (parsed.success) return parsed.data as never;
  const issues = parsed.error.issues
    .slice(0, 8)
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message || issue.code }));
  throw new Refusal('BAD_INPUT', { issues });
}

export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'anyone':
      return `anyone:${actor.address}`;
    case 'citizen':
      return `phone:${actor.phoneId}`;
    case 'staff':
      return `staff:${actor.personId}`;
    case 'helper':
      return `helper:${actor.helperId}`;
    case 'system':
      return 'system';
  }
}

function hashInput(input: unknown): string {
  return hash('sha256', JSON.stringify(input), 'base64url');
}
