/** Where a case stands: its marks, whose it is, until when, and what it waits for. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CaseDetail, CaseWork } from '../../../shared/actions/cases.ts';
import { type CaseState, isCaseOver, WITH_UNIT } from '../../../shared/states.ts';
import { dayAndTime, deadline } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { Facts, Panel } from '../../desk/panel.tsx';
import { type T, useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './case-work.module.css';
import { FilesOfReply } from './files-of-reply.tsx';
import { leftWords, useMinute } from './left.ts';

/** Overlays: each a word, the urgent ones first. */
export function Marks({ work }: { work: CaseWork }) {
  const t = useT();
  const marks: readonly (readonly [show: boolean, color: string, words: string])[] = [
    [work.urgency !== null, 'orange', t(`caseWork.urgency.${work.urgency ?? 'utility'}`)],
    [work.sealed, 'grape', t('caseWork.sealed')],
    [work.promised, 'grape', t('caseWork.promised')],
    [work.level > 0, 'orange', t('caseWork.level', { count: work.level })],
    [work.supervisedAt !== null, 'orange', t('caseWork.supervised')],
    [work.urges > 0, 'orange', t('caseWork.urged', { count: work.urges })],
    [work.forced, 'blue', t('caseWork.forced')],
    [work.hard !== null, 'gray', t('caseWork.hard')],
    [work.handBacks > 0, 'gray', t('caseWork.handBacks', { count: work.handBacks })],
    [work.extensions > 0, 'gray', t('caseWork.extensions', { count: work.extensions })],
    [!work.publish, 'gray', t('caseWork.notPublished')],
  ];
  return (
    <div className={css.marks}>
      {marks.map(
        ([show, color, words]) =>
          show && (
            <Badge key={words} variant="light" color={color} size="sm" miw="max-content">
              {words}
            </Badge>
          ),
      )}
    </div>
  );
}

export function Standing({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const { work } = detail;
  const when = (at: number) => dayAndTime(at, zone, language);
  const said = work.instruction;
  return (
    <Panel title={t('caseWork.title')}>
      <Stack gap="sm">
        <div className={css.standing}>
          <Facts
            rows={[
              [t('caseWork.mainUnit'), work.mainUnit?.name ?? t('cases.noUnit')],
              [t('caseWork.coUnits'), work.coUnits.map(({ name }) => name).join(' · ') || '–'],
              [t('caseWork.dispatchKind'), work.dispatchKind ? t(`caseStep.dispatchKind.${work.dispatchKind}`) : '–'],
            ]}
          />
          <Facts
            rows={[
              [t('cases.due'), <Deadline key="due" detail={detail} zone={zone} />],
              ...(work.acknowledgeBy === null
                ? []
                : [[t('caseWork.acknowledgeBy'), <Until key="a" at={work.acknowledgeBy} zone={zone} />] as const]),
              ...(work.dispatchBy === null
                ? []
                : [[t('caseWork.dispatchBy'), <Until key="d" at={work.dispatchBy} zone={zone} />] as const]),
              [t('caseWork.signedAt'), work.signedAt === null ? '–' : when(work.signedAt)],
            ]}
          />
          <Facts
            rows={[
              [t('caseWork.channel'), t(`caseWork.channels.${work.channel}`)],
              [t('caseWork.addressee'), work.addressee ?? '–'],
              [t('caseWork.alias'), work.alias || '–'],
              ...(work.aboutUnits.length === 0
                ? []
                : [[t('caseStep.field.aboutUnits'), work.aboutUnits.map(({ name }) => name).join(' · ')] as const]),
              ...(work.aboutPeople.length === 0
                ? []
                : [[t('caseStep.field.aboutPeople'), work.aboutPeople.map(({ name }) => name).join(' · ')] as const]),
            ]}
          />
        </div>
        {waitsFor(detail, t).map(({ key, title, body }) => (
          <div className={css.waits} key={key}>
            <strong>{title}</strong> {body}
          </div>
        ))}
        {said && (
          <div className={css.said}>
            <Text size="xs" c="dimmed">
              {t('caseWork.instructionOf', { who: said.byName, at: when(said.at) })}
            </Text>
            {said.text}
          </div>
        )}
        {work.hiddenRemark && (
          <div className={css.said}>
            <Text size="xs" c="dimmed">
              {t('caseWork.hiddenRemark')}
            </Text>
            {work.hiddenRemark}
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function Deadline({ detail: { case: row, work }, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const now = useMinute();
  if (row.dueAt === null) return <>–</>;
  const runs = !isCaseOver(row.state) && row.state !== 'replied' && row.state !== 'followedUp';
  if (work.stoppedAt !== null) {
    return (
      <>
        {deadline(row.dueAt, zone)} · {t('caseWork.stopped', { at: dayAndTime(work.stoppedAt, zone, language) })}
      </>
    );
  }
  return runs ? <Until at={row.dueAt} zone={zone} now={now} /> : deadline(row.dueAt, zone);
}

function Until({ at, zone, now }: { at: number; zone: string; now?: number }) {
  const t = useT();
  const minute = useMinute();
  const over = at <= (now ?? minute);
  return (
    <span className={over ? css.over : undefined}>
      {over && <Icon name="warning" size={14} />} {deadline(at, zone)} · {leftWords(at, now ?? minute, t)}
    </span>
  );
}

interface Waits {
  readonly key: string;
  readonly title: string;
  readonly body: ReactNode;
}

/** What somebody has to answer or decide, or why it rests or ended. */
function waitsFor({ case: row, work }: CaseDetail, t: T): Waits[] {
  const { handBack, question, reason, whereTo, into } = work.stage;
  const waits: Waits[] = [];
  if (handBack) {
    waits.push({
      key: 'handBack',
      title: t('caseWork.waits.handBack'),
      body: t('caseWork.waits.handBackOf', {
        reason: t(`caseStep.handBack.${handBack.reason}`),
        basis: handBack.basis,
        unit: handBack.betterUnit?.name ?? '–',
      }),
    });
  }
  if (work.extension) {
    waits.push({
      key: 'extension',
      title: t('caseWork.waits.extension', { count: work.extension.days }),
      body: work.extension.reason,
    });
  }
  if (question) waits.push({ key: 'question', title: t('caseWork.waits.question'), body: question });
  if (row.state === 'suspended') waits.push({ key: 'rests', title: t('caseWork.waits.suspended'), body: reason });
  if (row.state === 'refused') {
    waits.push({
      key: 'refused',
      title: t('caseWork.waits.refused'),
      body: [reason, whereTo && t('case.detail.whereTo', { where: whereTo })].filter(Boolean).join(' · '),
    });
  }
  if (row.state === 'merged') {
    waits.push({
      key: 'into',
      title: t('caseWork.waits.merged'),
      body: into ? <Link to={`/cases/${into}`}>{into}</Link> : t('cases.hidden'),
    });
  }
  if (work.hard) waits.push({ key: 'hard', title: t('caseWork.waits.hard'), body: work.hard.reason });
  if (work.unreached > 0 && (WITH_UNIT as readonly string[]).includes(row.state) === false) {
    waits.push({ key: 'unreached', title: t('caseWork.waits.unreached', { count: work.unreached }), body: '' });
  }
  return waits;
}

/** Replies on their way and given, newest first. */
export function Replies({
  detail: {
    case: { id, state },
    work,
  },
  zone,
}: {
  detail: CaseDetail;
  zone: string;
}) {
  const t = useT();
  const language = useLanguage();
  if (work.replies.length === 0) return null;
  return (
    <Panel title={t('caseWork.replies')}>
      <div className={css.list}>
        {[...work.replies].reverse().map((reply) => (
          <article key={reply.id}>
            <Group gap={6} mb={2}>
              <Badge size="sm" variant="light" color={reply.officialAt === null ? 'gray' : 'teal'} miw="max-content">
                {t(`caseWork.reply.${replyStage(reply, state)}`)}
              </Badge>
              <span className={css.quiet}>
                {[reply.unitName, reply.by, dayAndTime(reply.officialAt ?? reply.at, zone, language)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Group>
            <div className={css.text}>{reply.text}</div>
            <FilesOfReply caseId={id} replyId={reply.id} />
          </article>
        ))}
      </div>
    </Panel>
  );
}

/** One that is on no way any more was sent back. */
function replyStage(reply: CaseWork['replies'][number], state: CaseState) {
  if (reply.kind === 'co') return 'co';
  if (reply.officialAt !== null) return 'official';
  if (state !== 'drafted' && state !== 'firstReviewed') return 'sentBack';
  return reply.firstReviewed ? 'firstReviewed' : 'draft';
}

/** What its person said of it: follow-up calls and the rating. */
export function Judged({ detail: { work }, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const { rating, followUps } = work;
  if (rating === null && followUps.length === 0) return null;
  return (
    <Panel title={t('caseWork.judged')}>
      <div className={css.list}>
        {rating && (
          <div>
            <div className={css.text}>
              {t('caseWork.rating', { solved: rating.solved, attitude: rating.attitude, speed: rating.speed })}
            </div>
            {rating.comment && <div className={css.text}>{rating.comment}</div>}
            <span className={css.quiet}>{dayAndTime(rating.at, zone, language)}</span>
          </div>
        )}
        {followUps.map((one) => (
          <div key={one.at}>
            <div className={css.text}>
              {[
                t(one.contacted ? 'caseStep.field.isReached' : 'caseStep.field.isNotReached'),
                one.solved !== null && t(one.solved ? 'caseStep.field.isSolved' : 'caseStep.field.isNotSolved'),
                one.satisfaction && t(`caseStep.satisfaction.${one.satisfaction}`),
                one.note,
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            <span className={css.quiet}>
              {one.by} · {dayAndTime(one.at, zone, language)}
            </span>
          </div>
        ))}
      </div>
    </Panel>
  );
}

/** Cases that belong to it, and others of its visits. */
export function Linked({ detail }: { detail: CaseDetail }) {
  const t = useT();
  const known = new Set(detail.work.linked.map(({ number }) => number));
  const rows = [
    ...detail.work.linked.map(({ number, subject, state, how }) => ({
      number,
      subject,
      note: `${t(`caseWork.how.${how}`)} · ${t(`case.state.${state}`)}`,
    })),
    ...detail.related
      .filter(({ number }) => !known.has(number))
      .map(({ number, subject }) => ({ number, subject, note: t('caseWork.how.sameVisit') })),
  ];
  if (rows.length === 0) return null;
  return (
    <Panel title={t('case.related')}>
      <div className={css.list}>
        {rows.map(({ number, subject, note }) => (
          <div key={number} className={css.text}>
            <Link to={`/cases/${number}`}>{number}</Link> {subject} <span className={css.quiet}>{note}</span>
          </div>
        ))}
      </div>
    </Panel>
  );
}
