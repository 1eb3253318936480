/**
 * C13: one picture on the stage of a call. Every change of the call's state takes it away (`factsOf` in `transitions.ts`);
 * the public sees it only after the moderator said so of this very one.
 */
import type { PictureFrom } from '../../../shared/actions/pictures.ts';
import { type Decision, decided, refused } from '../result.ts';
import type { CallRecord } from './types.ts';

export interface SharedPicture {
  readonly id: string;
  readonly from: PictureFrom;
  readonly by: 'citizen' | 'desk';
  readonly at: number;
  /** Since when the moderator wants it public, epoch milliseconds; `null`: not. */
  readonly publicAt: number | null;
}

type Result = Decision<CallRecord, never>;

export function share(call: CallRecord, picture: Pick<SharedPicture, 'id' | 'from' | 'by'>, now: number): Result {
  if (call.state !== 'live') return refused('WRONG_STATE', { state: call.state });
  return decided({ ...call, shared: { ...picture, at: now, publicAt: null } });
}

/** A citizen takes off what they showed; a desk whatever is there. */
export function unshare(call: CallRecord, by: SharedPicture['by']): Result {
  if (call.shared === null) return refused('WRONG_STATE', { state: 'nothingShown' });
  if (by === 'citizen' && call.shared.by !== 'citizen') return refused('FORBIDDEN');
  return decided({ ...call, shared: null });
}

/** `pictureId`: which one the moderator saw; another one that took its place is taken off and never made public. */
export function publish(call: CallRecord, pictureId: string, wanted: boolean, now: number): Result {
  if (call.shared === null) return refused('WRONG_STATE', { state: 'nothingShown' });
  if (wanted && call.shared.id !== pictureId) return refused('STALE');
  return decided({ ...call, shared: { ...call.shared, publicAt: wanted ? now : null } });
}

/** What a cut and a call that is taken off the programme do to it: to be public again it is shown to the public anew. */
export const unpublished = <Call extends Pick<CallRecord, 'shared'>>(call: Call): Call =>
  call.shared === null ? call : { ...call, shared: { ...call.shared, publicAt: null } };

/** What those on the stage see. */
export const onStageOf = (call: Pick<CallRecord, 'state' | 'shared'>): SharedPicture | null =>
  call.state === 'live' ? call.shared : null;

/** What everybody may see of it now, of the call that the programme shows. */
export const isPublicPicture = (
  call: Pick<CallRecord, 'state' | 'shared'>,
  isShown: boolean,
  { delayMs, now }: { readonly delayMs: number; readonly now: number },
): boolean => {
  const picture = onStageOf(call);
  return isShown && picture !== null && picture.publicAt !== null && picture.publicAt + delayMs <= now;
};
