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

const MAX_ENCODINGS = 4;

/** mediasoup takes a producer without codecs or encodings for a good one; it would never carry anything. */
export function parseRtpParameters(raw: Record<string, unknown>): types.RtpParameters {
  const issue = (field: string, message: string) =>
    new Refusal('BAD_INPUT', { issues: [{ path: ['rtpParameters', field], message }] });
  const { codecs, encodings } = raw;
  if (!Array.isArray(codecs) || codecs.length === 0) throw issue('codecs', 'expected at least one');
  if (!Array.isArray(encodings) || encodings.length === 0) throw issue('encodings', 'expected at least one');
  if (encodings.length > MAX_ENCODINGS) throw issue('encodings', `expected at most ${MAX_ENCODINGS}`);
  return raw as unknown as types.RtpParameters;
}
