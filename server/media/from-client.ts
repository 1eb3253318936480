/** What mediasoup throws at a client's own structures, as refusals with a code. */
import type { types } from 'mediasoup';
import { validateAndNormalizeRtpCapabilities } from 'mediasoup/ortc';
import { Refusal } from '../../shared/errors.ts';

/**
 * Runs a request whose input mediasoup checks. A failure on an object that is still open is the input's fault; on a
 * closed one it is too late.
 */
export async function fromClient<T>(on: { readonly closed: boolean }, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (on.closed) throw new Refusal('STALE');
    const says = error instanceof Error ? error.message : String(error);
    throw new Refusal('BAD_INPUT', { issues: [{ path: [], message: says.slice(0, 200) }] });
  }
}

/** Throws `BAD_INPUT` where mediasoup would only find later that it can send nothing. */
export function parseRtpCapabilities(raw: Record<string, unknown> | null): types.RtpCapabilities | null {
  if (raw === null) return null;
  try {
    const copy = structuredClone(raw) as types.RtpCapabilities;
    validateAndNormalizeRtpCapabilities(copy);
    return copy;
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new Refusal('BAD_INPUT', { issues: [{ path: ['rtpCapabilities'], message: says.slice(0, 200) }] });
  }
}
