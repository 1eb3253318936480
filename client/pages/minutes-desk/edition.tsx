/** One edition: read by everybody who reviews it, worded by the clerk, passed, sent back or taken off. */
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  draftMinutes,
  type Minutes,
  reviewMinutes,
  rewordMinutes,
  takeMinutesOff,
} from '../../../shared/actions/minutes.ts';
import { MINUTES_LENGTHS } from '../../../shared/minutes.ts';
import { callAction } from '../../api/call-action.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { useT } from '../../desk/texts.ts';
import css from '../../features/review/review.module.css';
import { ReviewFoot } from '../../features/review/review-foot.tsx';
import { useReview } from '../../features/review/use-review.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Question, Rest, Row } from './row.tsx';

const TAKE_OFF = ['clerk', 'supervisor', 'administrator'] as const;

interface Kept {
  readonly version: number;
  readonly title: string;
  readonly intro: string;
  /** By call. */
  readonly texts: Readonly<Record<string, string>>;
}

const keptOf = ({ version, content }: Minutes): Kept => ({
  version,
  title: content.title,
  intro: content.intro,
  texts: Object.fromEntries(content.rows.map(({ callId, text }) => [callId, text])),
});

interface Props {
  minutes: Minutes;
  isNewest: boolean;
  onChanged: () => void;
}

export function Edition({ minutes, isNewest, onChanged }: Props) {
  const t = useT();
  const language = useLanguage();
  const { roles } = useMe();
  const { id, stage, content, mayReview } = minutes;
  const { zone } = content.session;
  // As the server has it: a pass that is refused for its words has kept them before, as a newer version.
  const [kept, setKept] = useState<Kept>(() => keptOf(minutes));
  const { version } = kept;
  const [title, setTitle] = useState(kept.title);
  const [intro, setIntro] = useState(kept.intro);
  const [texts, setTexts] = useState(kept.texts);
  const reviewing = useReview(onChanged);
  const words = isNewest && (stage === 'draft' || stage === 'returned') && roles.includes('clerk');
  const reviews = isNewest && mayReview;
  const takesOff = TAKE_OFF.some((role) => roles.includes(role)) && stage !== 'withdrawn' && stage !== 'replaced';
  const isWorded =
    title !== kept.title ||
    intro !== kept.intro ||
    content.rows.some(({ callId }) => texts[callId] !== kept.texts[callId]);

  const reword = async () => {
    const rows = content.rows.map(({ callId }) => ({ callId, text: texts[callId] ?? '' }));
    const next = await callAction(rewordMinutes, { minutesId: id, version, title, intro, rows });
    setKept({ version: next.version, title, intro, texts });
    return next.version;
  };
  const review = async (verdict: 'pass' | 'back') => {
    // What was typed and not kept is what is passed.
    const now = words && isWorded ? await reword() : version;
    return callAction(reviewMinutes, { minutesId: id, version: now, verdict, ...reviewing.said });
  };
  const takeAnew = async () => {
    if (isWorded) await reword();
    await callAction(draftMinutes, { sessionId: minutes.sessionId });
  };
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
      {words && (
        <Group gap="xs">
          <Button
            variant="default"
            disabled={reviewing.busy || !title.trim()}
            onClick={() => void reviewing.run(takeAnew)}
          >
            {t('minutesDesk.anew')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('minutesDesk.anewHelp')}
          </Text>
        </Group>
      )}
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
      <ReviewFoot
        reviewing={reviewing}
        before={minutes.reviews}
        zone={zone}
        reasonHelp={takesOff || (reviews && !words) ? t('minutesDesk.reasonHelp') : null}
        pass={reviews ? { stage: reviewNow, disabled: !title.trim(), act: () => review('pass') } : null}
        back={reviews && !words ? () => review('back') : null}
        takeOff={
          takesOff
            ? {
                label: t(stage === 'published' ? 'clerk.takeOff' : 'minutesDesk.drop'),
                act: () => callAction(takeMinutesOff, { minutesId: id, version, reason: reviewing.reason }),
              }
            : null
        }
      >
        {words && (
          <Button
            variant="default"
            disabled={reviewing.busy || !isWorded || !title.trim()}
            onClick={() => void reviewing.run(reword)}
          >
            {t('minutesDesk.keep')}
          </Button>
        )}
      </ReviewFoot>
    </Stack>
  );
}
