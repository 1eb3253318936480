/** The newest command of this desk that the server refused, for whoever keeps watch over what needs attention. */

export interface RefusedCommand {
  readonly action: string;
  readonly ticketId: string | null;
}

let newest: RefusedCommand | null = null;
const listeners = new Set<() => void>();

export function noteRefused(action: string, input: unknown): void {
  const named = typeof input === 'object' && input !== null && 'ticketId' in input ? input.ticketId : null;
  newest = { action, ticketId: typeof named === 'string' ? named : null };
  for (const listener of listeners) listener();
}

export const refusedCommand = (): RefusedCommand | null => newest;

export function subscribeRefused(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
