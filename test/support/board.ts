/** Publications through their three reviews, over HTTP. */
import type { Publication, PublicationItem } from '../../shared/actions/publication.ts';
import type { HttpClient } from './clients.ts';

export const shownOf = ({ subject, text, alias, place, files }: PublicationItem | Publication) => ({
  subject,
  text,
  alias,
  place,
  fileIds: files.map(({ id }) => id),
});

/** 初审 by the first, 复审 and 终审 by the others; answers the publication's id. */
export async function publish(
  [clerk, ...others]: readonly [HttpClient, HttpClient, HttpClient],
  caseId: string,
  kind: 'post' | 'reply',
  change: { text?: string; reason?: string } = {},
): Promise<string> {
  const { toBegin } = await clerk.call('publications.list', {});
  const item = toBegin.find((one) => one.caseId === caseId && one.kind === kind);
  if (!item) throw new Error(`nothing to publish of ${caseId}`);
  const { publicationId } = await clerk.call('publication.begin', {
    caseId,
    ...(item.replyId ? { replyId: item.replyId } : {}),
    ...shownOf(item),
    ...change,
  });
  for (const who of others) {
    const found = (await who.call('publications.list', {})).inReview.find(({ id }) => id === publicationId);
    if (!found?.mayReview) throw new Error(`${publicationId} is not theirs to review`);
    const { version } = found;
    await who.call('publication.review', { publicationId, version, verdict: 'pass', ...shownOf(found) });
  }
  return publicationId;
}
