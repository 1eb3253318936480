/** Refusals as problem details (RFC 9457). */
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { ERRORS, Refusal } from '../../shared/errors.ts';

export function sendProblem(response: Response, refusal: Refusal): void {
  const { code, message, details } = refusal;
  const { status } = ERRORS[code];
  const retryAfterMs = details?.retryAfterMs;
  if (typeof retryAfterMs === 'number') response.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/api/docs#error-${code}`,
        title: code,
        status,
        detail: message,
        code,
        ...(details ? { details } : {}),
      }),
    );
}

/** The last middleware: whatever was thrown becomes a problem; only our own faults are logged. */
export function problemHandler(log: Logger) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) next(error);
    else sendProblem(response, toRefusal(error, request, log));
  };
}

function toRefusal(error: unknown, request: Request, log: Logger): Refusal {
  if (error instanceof Refusal) return error;
  const kind = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (kind === 'entity.too.large') return new Refusal('TOO_LARGE');
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500)
    return new Refusal('BAD_INPUT', { issues: [{ path: '', message: 'the body cannot be read' }] });
  log.error({ err: error, method: request.method, route: request.route?.path }, 'a request failed on our side');
  return new Refusal('INTERNAL');
}
