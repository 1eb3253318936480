/** What a transition answers: the next record with its effects, or a refusal with a code. Never throws for a rule. */
import type { ErrorCode } from '../../shared/errors.ts';

export interface Refused {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly details?: Record<string, unknown>;
}
export interface Decided<State, Effect> {
  readonly ok: true;
  readonly state: State;
  readonly effects: readonly Effect[];
}
export type Decision<State, Effect> = Decided<State, Effect> | Refused;

export const decided = <State, Effect = never>(state: State, ...effects: Effect[]): Decided<State, Effect> => ({
  ok: true,
  state,
  effects,
});
export const refused = (code: ErrorCode, details?: Record<string, unknown>): Refused =>
  details ? { ok: false, code, details } : { ok: false, code };
