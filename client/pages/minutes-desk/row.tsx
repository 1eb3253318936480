/** What the minutes say of one call, and of everything else, as a desk reads it. */
import { Badge, Text, Textarea } from '@mantine/core';
import {
  MINUTES_LENGTHS,
  type MinutesContent,
  type MinutesQuestion,
  type MinutesRow,
  sumOf,
} from '../../../shared/minutes.ts';
import { OUTCOMES } from '../../../shared/states.ts';
import { Facts } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useCategoryName } from '../../features/cases/choices.tsx';
import css from '../../features/review/review.module.css';

/** `onText`: `null` where nobody words it now, or its person does not agree that it is told. */
export function Row({ row, text, onText }: { row: MinutesRow; text: string; onText: ((text: string) => void) | null }) {
  const t = useT();
  const category = useCategoryName();
  const resident = t('minutesDesk.resident');
  const title = row.subject || category(row.categoryCode) || resident;
  return (
    <li className={css.item}>
      <strong>{title}</strong> <Badge variant="light">{t(`outcome.${row.outcome}`)}</Badge>
      <div className={css.quiet}>
        {[
          row.who || (title === resident ? '' : resident),
          row.township,
          row.subject ? category(row.categoryCode) : '',
          row.official,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {!row.told && <div className={css.quiet}>{t('minutesDesk.untold')}</div>}
      {row.promises.map(({ wording, unitName, dueOn, by }) => (
        <Text key={`${wording} ${unitName} ${dueOn}`} size="sm">
          {t('minutesDesk.promise', {
            wording: wording || '–',
            unit: by ? `${by} · ${unitName}` : unitName,
            date: dueOn,
          })}
        </Text>
      ))}
      {row.studied.map((studied) => (
        <Text key={studied} size="sm">
          {t('minutesDesk.studied', { text: studied })}
        </Text>
      ))}
      {onText ? (
        <Textarea
          size="sm"
          mt={4}
          label={t('minutesDesk.answer')}
          autosize
          maxLength={MINUTES_LENGTHS.text}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      ) : (
        row.text && <p className={css.text}>{t('minutesDesk.answered', { text: row.text })}</p>
      )}
    </li>
  );
}

export function Question({ question: { wording, who, state, note } }: { question: MinutesQuestion }) {
  const t = useT();
  return (
    <li className={css.item}>
      <strong>{wording}</strong> <Badge variant="light">{t(`minutesDesk.question.${state}`)}</Badge>
      <div className={css.quiet}>{who || t('minutesDesk.resident')}</div>
      {note && <p className={css.text}>{t('minutesDesk.answered', { text: note })}</p>}
    </li>
  );
}

export function Rest({ content }: { content: MinutesContent }) {
  const t = useT();
  const counted = (outcomes: MinutesContent['outcomes']) =>
    OUTCOMES.filter((outcome) => outcomes[outcome] > 0)
      .map((outcome) => `${t(`outcome.${outcome}`)} ${outcomes[outcome]}`)
      .join(' · ') || '–';
  const others = Object.entries(content.notReached).filter(([, count]) => count > 0);
  return (
    <Facts
      rows={[
        [t('minutesDesk.calls', { count: sumOf(content.outcomes) }), counted(content.outcomes)],
        ...content.offAir.map(({ name, outcomes }) => [name, counted(outcomes)] as const),
        [
          t('minutesDesk.notReached'),
          others
            .map(
              ([what, count]) => `${t(`minutesDesk.reached.${what as keyof MinutesContent['notReached']}`)} ${count}`,
            )
            .join(' · ') || '–',
        ],
      ]}
    />
  );
}
