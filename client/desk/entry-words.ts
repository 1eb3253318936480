/** What an entry of the log holds besides who and what, in a fixed order; empty where it holds nothing more. */
import type { EntryDetails } from '../../shared/actions/cases.ts';
import type { T } from './texts.ts';

export function detailWords(of: EntryDetails, t: T, category: (code: string | null) => string): string {
  const scope = of.scope && t(`consents.${of.scope}`);
  return [
    of.number,
    of.outcome && t(`outcome.${of.outcome}`),
    of.state && t(`case.state.${of.state}`),
    of.wording && t('case.detail.wording', { wording: of.wording }),
    of.unitName,
    of.dueOn && t('case.detail.dueOn', { date: of.dueOn }),
    of.whereTo && t('case.detail.whereTo', { where: of.whereTo }),
    of.subject && t('case.detail.subject', { subject: of.subject }),
    of.publicName && t('case.detail.publicName', { name: of.publicName }),
    of.kind && t(`case.kind.${of.kind}`),
    of.categoryCode && category(of.categoryCode),
    scope,
    of.spoken && t('case.consentSpoken'),
  ]
    .filter((words) => typeof words === 'string' && words !== '')
    .join(' · ');
}
