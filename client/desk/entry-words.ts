/** What an entry of the log holds besides who and what, in a fixed order; empty where it holds nothing more. */
import type { EntryDetails } from '../../shared/actions/cases.ts';
import type { LogFilter } from '../../shared/log-filter.ts';
import { inWords } from './record.ts';
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
    of.granted !== undefined && t(of.granted ? 'caseWork.detail.granted' : 'caseWork.detail.notGranted'),
    of.verdict && t(`caseStep.verdict.${of.verdict}`),
    of.handBack && t(`caseStep.handBack.${of.handBack}`),
    of.days && t('caseWork.detail.days', { count: of.days }),
    of.leaderWord && t('caseWork.detail.leaderWord', { word: of.leaderWord }),
    of.contacted !== undefined && t(of.contacted ? 'caseStep.field.isReached' : 'caseStep.field.isNotReached'),
    of.solved !== undefined && t(of.solved ? 'caseStep.field.isSolved' : 'caseStep.field.isNotSolved'),
    of.satisfaction && t(`caseStep.satisfaction.${of.satisfaction}`),
    of.step && t(`caseStep.offline.${of.step}`),
    [of.on, of.time].filter(Boolean).join(' '),
    of.who,
    of.into && t('caseWork.detail.into', { number: of.into }),
    scope,
    of.spoken && t('case.consentSpoken'),
    of.marks && t('case.detail.marks', of.marks),
    of.publish !== undefined && t(of.publish ? 'case.detail.publish' : 'case.detail.publishNot'),
    of.filter && filterWords(of.filter, t),
  ]
    .filter((words) => typeof words === 'string' && words !== '')
    .join(' · ');
}

/** What a log was filtered by, one after the other; all of it where it was not. */
export function filterWords({ kinds, who, text }: LogFilter, t: T): string {
  const words = [...kinds.map((kind) => t(`eveningLog.kinds.${kind}`)), who === null ? '' : inWords('who', who), text];
  return words.filter(Boolean).join(' · ') || t('eveningLog.whole');
}
