/** The calls of a case: when, how long, with whom, with what outcome, and how either side received it. */
import type { CaseDetail, Quality } from '../../../shared/actions/cases.ts';
import { dayAndTime, elapsed } from '../../desk/format.ts';
import { Facts } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './cases.module.css';

export function Calls({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  return (
    <div className={css.calls}>
      {detail.calls.map((call) => (
        <div key={call.id}>
          <Facts
            rows={[
              [t('case.startedAt'), dayAndTime(call.startedAt, zone, language)],
              [t('case.length'), call.endedAt === null ? t('case.running') : elapsed(call.endedAt - call.startedAt)],
              [t('case.withWhom'), `${call.withWhom} · ${call.seatName}`],
              [
                t('case.outcome'),
                `${call.outcome ? t(`outcome.${call.outcome}`) : t('case.noOutcome')} · ${t(`participation.${call.participation}`)} · ${t(call.public ? 'case.isPublic' : 'case.isPrivate')}`,
              ],
              ...(call.note === '' ? [] : [[t('case.callNote'), <CallNote key="note" note={call.note} />] as const]),
              [t('case.qualityCitizen'), <QualityWords key="citizen" quality={call.quality.citizen} />],
              [t('case.qualityOfficial'), <QualityWords key="official" quality={call.quality.official} />],
            ]}
          />
        </div>
      ))}
    </div>
  );
}

function CallNote({ note }: { note: string | null }) {
  const t = useT();
  return note === null ? t('cases.hidden') : <span className={css.typed}>{note}</span>;
}

const MINUTE_MS = 60_000;

/** In words first: loss above 2 % or delay above 200 ms is heard, above 8 % or 500 ms it hurts (ITU-T G.114). */
export function gradeOf(quality: Quality | null): 'Good' | 'Fair' | 'Poor' | 'Unknown' {
  if (!quality || (quality.lossRatio === null && quality.roundTripMs === null)) return 'Unknown';
  const loss = quality.lossRatio ?? 0;
  const roundTrip = quality.roundTripMs ?? 0;
  if (loss > 0.08 || roundTrip > 500) return 'Poor';
  const freezesPerMinute = ((quality.freezes ?? 0) * MINUTE_MS) / Math.max(MINUTE_MS, quality.measuredMs);
  return loss > 0.02 || roundTrip > 200 || freezesPerMinute > 3 ? 'Fair' : 'Good';
}

function QualityWords({ quality }: { quality: Quality | null }) {
  const t = useT();
  const grade = gradeOf(quality);
  if (!quality || grade === 'Unknown') return t('case.qualityUnknown');
  const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
  const ms = (value: number | null) => (value === null ? '–' : `${Math.round(value)} ms`);
  return (
    <>
      {t(`case.quality${grade}`)}
      <span className={css.quiet}>
        {t('case.qualityNumbers', {
          loss: share(quality.lossRatio),
          worstLoss: share(quality.worstLossRatio),
          jitter: ms(quality.jitterMs),
          roundTrip: ms(quality.roundTripMs),
          worstRoundTrip: ms(quality.worstRoundTripMs),
          freezes: quality.freezes ?? '–',
          size: quality.width && quality.height ? `${quality.width}×${quality.height}` : '–',
          measured: elapsed(quality.measuredMs),
        })}
      </span>
    </>
  );
}
