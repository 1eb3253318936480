/** One edition: read by everybody who reviews it, worded by the clerk, passed, sent back or taken off. */
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Minutes, reviewMinutes, rewordMinutes, takeMinutesOff } from '../../../shared/actions/minutes.ts';
import { MINUTES_LENGTHS } from '../../../shared/minutes.ts';
import { LIMITS } from '../../../shared/text.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './minutes.module.css';
import { Question, Rest, Row } from './row.tsx';

const TAKE_OFF = ['clerk', 'supervisor', 'administrator'] as const;

interface Props {
  minutes: Minutes;
  isNewest: boolean;
  onChanged: () => void;
}

export function Edition({ minutes, isNewest, onChanged }: Props) {
  const t = useT();
  const language = useLanguage();
  const { roles } = useMe();
  const { id, version, stage, content, mayReview } = minutes;
  const { zone } = content.session;
  const [title, setTitle] = useState(content.title);
  const [intro, setIntro] = useState(content.intro);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(content.rows.map(({ callId, text }) => [callId, text])),
  );
  const [reason, setReason] = useState('');
  /** Words of the county's list that stand in it, as the server found them. */
  const [found, setFound] = useState<readonly string[]>([]);
  const [confirmed, setConfirmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const words = isNewest && (stage === 'draft' || stage === 'returned') && roles.includes('clerk');
  const reviews = isNewest && mayReview;
  const takesOff = TAKE_OFF.some((role) => roles.includes(role)) && stage !== 'withdrawn' && stage !== 'replaced';
  const isWorded =
    title !== content.title ||
    intro !== content.intro ||
    content.rows.some(({ callId, text }) => texts[callId] !== text);

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      tellDone(t('clerk.done'));
      onChanged();
    } catch (error) {
      const { code, details } = asRefusal(error);
      if (code === 'WORDS_FOUND' && Array.isArray(details?.words)) setFound(details.words.map(String));
      tellRefusal(error);
    }
    setBusy(false);
  };
  const reword = async () => {
    const rows = content.rows.map(({ callId }) => ({ callId, text: texts[callId] ?? '' }));
    return (await callAction(rewordMinutes, { minutesId: id, version, title, intro, rows })).version;
  };
  const review = (verdict: 'pass' | 'back') =>
    run(async () => {
      // What was typed and not kept is what is passed.
      const now = words && isWorded ? await reword() : version;
      await callAction(reviewMinutes, {
        minutesId: id,
        version: now,
        verdict,
        ...(reason.trim() ? { reason } : {}),
        ...(confirmed ? { despite: [...found] } : {}),
      });
    });
  const reviewNow = stage === 'second' ? 'second' : stage === 'final' ? 'final' : 'first';
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('minutesDesk.edition', { edition: minutes.edition })} · {t(`minutesDesk.stage.${stage}`)} ·{' '}
        {t('minutesDesk.factsOf', { time: dayAndTime(minutes.draftedAt, zone, language) })}
        {minutes.ended && (
          <>
            {' '}
            · {minutes.ended.by} · {minutes.ended.reason}
          </>
        )}
      </Text>
      {words ? (
        <>
          <TextInput
            label={t('minutesDesk.name')}
            maxLength={MINUTES_LENGTHS.title}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t('minutesDesk.intro')}
            autosize
            minRows={2}
            maxLength={MINUTES_LENGTHS.intro}
            value={intro}
            onChange={(event) => setIntro(event.currentTarget.value)}
          />
        </>
      ) : (
        <>
          <Text fw={600}>{content.title}</Text>
          {content.intro && <p className={css.text}>{content.intro}</p>}
        </>
      )}
      <ol className={css.list}>
        {content.rows.map((row) => (
          <Row
            key={row.callId}
            row={row}
            text={texts[row.callId] ?? ''}
            onText={words && row.told ? (text) => setTexts((all) => ({ ...all, [row.callId]: text })) : null}
          />
        ))}
      </ol>
      {content.questions.length > 0 && (
        <>
          <Text fw={600} size="sm">
            {t('minutesDesk.questions')}
          </Text>
          <ol className={css.list}>
            {content.questions.map((question) => (
              <Question key={question.id} question={question} />
            ))}
          </ol>
        </>
      )}
      <Rest content={content} />
      {minutes.reviews.length > 0 && (
        <ul className={css.list}>
          {minutes.reviews.map(({ stage: at, by, at: when, reason: why }) => (
            <li key={`${at} ${when}`} className={css.quiet}>
              {t(`clerk.review.${at}`)} · {by} · {dayAndTime(when, zone, language)}
              {why && <> · {why}</>}
            </li>
          ))}
        </ul>
      )}
      {found.length > 0 && (
        <Checkbox
          label={t('clerk.despite', { words: found.join(' / ') })}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
        />
      )}
      {(takesOff || (reviews && !words)) && (
        <TextInput
          size="xs"
          label={t('clerk.reason')}
          description={t('minutesDesk.reasonHelp')}
          maxLength={LIMITS.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Group gap="xs">
        {words && (
          <Button variant="default" disabled={busy || !isWorded || !title.trim()} onClick={() => void run(reword)}>
            {t('minutesDesk.keep')}
          </Button>
        )}
        {reviews && (
          <Button loading={busy} disabled={!title.trim()} onClick={() => void review('pass')}>
            {t('clerk.pass', { review: t(`clerk.review.${reviewNow}`) })}
          </Button>
        )}
        {reviews && !words && (
          <Button variant="default" disabled={busy || !reason.trim()} onClick={() => void review('back')}>
            {t('clerk.back')}
          </Button>
        )}
        {takesOff && (
          <Button
            variant="default"
            color="red"
            disabled={busy || !reason.trim()}
            onClick={() => void run(() => callAction(takeMinutesOff, { minutesId: id, version, reason }))}
          >
            {t(stage === 'published' ? 'clerk.takeOff' : 'minutesDesk.drop')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
