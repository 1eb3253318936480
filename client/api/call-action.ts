/** Actions over HTTP: method and path come from the action's own definition, so both sides cannot disagree. */
import * as z from 'zod/mini';
import type { ActionDefinition } from '../../shared/action.ts';
import { ErrorCode, Refusal } from '../../shared/errors.ts';
import { randomId } from './command-id.ts';
import { learnServerTime } from './server-time.ts';

export interface CallOptions {
  /** Keep it for as long as the same intention may be tried again (T3); made anew when absent. */
  commandId?: string;
  signal?: AbortSignal;
}

/** Pauses between tries of a request that never reached the server or met a restarting one. */
const RETRY_AFTER_MS = [400, 1200, 3000];

const afterCommand = new Set<() => void>();

/** `told` after each command of this page that was done. Answers how to end that. */
export function onCommand(told: () => void): () => void {
  afterCommand.add(told);
  return () => void afterCommand.delete(told);
}

/** Throws `Refusal`; `UNAVAILABLE` when the server could not be reached, `INTERNAL` when its answer does not fit. */
export async function callAction<Input extends z.ZodMiniType, Result extends z.ZodMiniType>(
  action: ActionDefinition<string, Input, Result>,
  input: z.input<Input>,
  options: CallOptions = {},
): Promise<z.infer<Result>> {
  checkInput(action.input, input);
  const request = toRequest(action, input as Record<string, unknown>, options.commandId ?? randomId());
  for (let attempt = 0; ; attempt++) {
    try {
      const result = await send(request, action.result, options.signal);
      if (action.kind === 'command') for (const told of afterCommand) told();
      return result;
    } catch (error) {
      const pause = RETRY_AFTER_MS[attempt];
      if (!(error instanceof Refusal) || error.code !== 'UNAVAILABLE' || pause === undefined) throw error;
      if (options.signal?.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** The same refusal that the server would give, without the journey. */
export function checkInput(schema: z.ZodMiniType, input: unknown): void {
  const parsed = z.safeParse(schema, input);
  if (parsed.success) return;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code }));
  throw new Refusal('BAD_INPUT', { issues });
}

interface HttpRequest {
  url: string;
  init: RequestInit;
}

export function toRequest(action: ActionDefinition, input: Record<string, unknown>, commandId: string): HttpRequest {
  if (!action.http) throw new Error(`${action.name} has no HTTP door`);
  const { method, path } = action.http;
  const rest = { ...input };
  let url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const headers: Record<string, string> = { accept: 'application/json', 'x-directline': '1' };
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (method === 'GET') {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(rest)) if (value !== undefined) query.set(name, String(value));
    const text = query.toString();
    if (text) url += `?${text}`;
  } else {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(rest);
  }
  if (action.kind === 'command') headers['idempotency-key'] = commandId;
  return { url, init };
}

async function send<Result extends z.ZodMiniType>(
  request: HttpRequest,
  result: Result,
  signal: AbortSignal | undefined,
): Promise<z.infer<Result>> {
  let response: Response;
  try {
    response = await fetch(request.url, signal ? { ...request.init, signal } : request.init);
  } catch {
    throw new Refusal('UNAVAILABLE', { reached: false });
  }
  learnServerTime(response.headers);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw toRefusal(response.status, body);
  const parsed = z.safeParse(result, body);
  if (!parsed.success) throw new Refusal('INTERNAL', { mismatch: parsed.error.issues.length });
  return parsed.data;
}

const Problem = z.object({
  code: ErrorCode,
  detail: z.optional(z.string()),
  details: z.optional(z.record(z.string(), z.unknown())),
});

/** RFC 9457 problem body → refusal; anything else is told apart by its status alone. */
export function toRefusal(status: number, body: unknown): Refusal {
  const problem = z.safeParse(Problem, body);
  if (problem.success) return new Refusal(problem.data.code, problem.data.details, problem.data.detail);
  if (status === 429) return new Refusal('TOO_MANY_REQUESTS');
  if (status === 404) return new Refusal('NOT_FOUND');
  if (status === 413) return new Refusal('TOO_LARGE');
  return new Refusal(status === 502 || status === 503 || status === 504 ? 'UNAVAILABLE' : 'INTERNAL');
}

/** Whatever was thrown, as a refusal that a page can show. */
export const asRefusal = (error: unknown): Refusal => (error instanceof Refusal ? error : new Refusal('INTERNAL'));
