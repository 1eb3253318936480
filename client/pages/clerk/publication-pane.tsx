/** What the public would read: shortened with a reason where it must be, let pass, sent back, or taken off (T5). */
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  beginPublication,
  type Publication,
  type PublicationItem,
  reviewPublication,
  takePublicationOff,
} from '../../../shared/actions/publication.ts';
import { LIMITS } from '../../../shared/text.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './clerk.module.css';
import { FileRow } from './file-row.tsx';

/** `publication`: `null` where the first review has yet to begin. */
export type Chosen = PublicationItem & { readonly publication: Publication | null };

export function PublicationPane({ chosen, zone, onDone }: { chosen: Chosen; zone: string; onDone: () => void }) {
  const t = useT();
  const language = useLanguage();
  const { roles } = useMe();
  const { publication, kind, caseId } = chosen;
  const [subject, setSubject] = useState(chosen.subject);
  const [text, setText] = useState(chosen.text);
  const [alias, setAlias] = useState(chosen.alias);
  const [place, setPlace] = useState(chosen.place);
  const [fileIds, setFileIds] = useState<readonly string[]>(chosen.files.map(({ id }) => id));
  const [reason, setReason] = useState('');
  /** Words of the county's list that stand in it, as the server found them. */
  const [found, setFound] = useState<readonly string[]>([]);
  const [confirmed, setConfirmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const edits = publication === null || publication.mayReview;
  const takesOff =
    publication?.stage === 'published' && roles.some((role) => ['clerk', 'supervisor', 'administrator'].includes(role));
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      tellDone(t('clerk.done'));
      onDone();
    } catch (error) {
      const { code, details } = asRefusal(error);
      if (code === 'WORDS_FOUND' && Array.isArray(details?.words)) setFound(details.words.map(String));
      tellRefusal(error);
    }
    setBusy(false);
  };
  const shown = {
    subject,
    text,
    alias,
    place,
    fileIds: [...fileIds],
    ...(reason.trim() ? { reason } : {}),
    ...(confirmed ? { despite: [...found] } : {}),
  };
  const pass = () =>
    run(() =>
      publication === null
        ? callAction(beginPublication, { caseId, ...(chosen.replyId ? { replyId: chosen.replyId } : {}), ...shown })
        : callAction(reviewPublication, {
            publicationId: publication.id,
            version: publication.version,
            verdict: 'pass',
            ...shown,
          }),
    );
  const field = (label: string, value: string, set: (text: string) => void) =>
    edits ? (
      <TextInput size="xs" label={label} value={value} onChange={(event) => set(event.currentTarget.value)} />
    ) : (
      value !== '' && (
        <Text size="sm">
          {label}：{value}
        </Text>
      )
    );
  return (
    <Panel
      title={`${t(`clerk.kind.${kind}`)} ${chosen.number}`}
      aside={<a href={`/cases/${chosen.number}`}>{t('clerk.open')}</a>}
    >
      <Stack gap="sm">
        {edits && <Text size="sm">{t('clerk.rule')}</Text>}
        {kind === 'post' && field(t('clerk.subject'), subject, setSubject)}
        {edits ? (
          <Textarea
            size="sm"
            label={t(kind === 'post' ? 'clerk.text' : 'clerk.answer')}
            autosize
            minRows={4}
            maxRows={18}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <p className={css.text}>{text}</p>
        )}
        {kind === 'post' && (
          <>
            {field(t('clerk.alias'), alias, setAlias)}
            {field(t('clerk.place'), place, setPlace)}
          </>
        )}
        <FileRow files={chosen.files} caseId={caseId} {...(edits ? { chosen: fileIds, onChosen: setFileIds } : {})} />
        {publication && (
          <ul className={css.list}>
            {publication.reviews.map(({ stage, by, at, reason: why }) => (
              <li key={stage} className={css.quiet}>
                {t(`clerk.review.${stage}`)} · {by} · {dayAndTime(at, zone, language)}
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
        {(edits || takesOff) && (
          <TextInput
            size="xs"
            label={t('clerk.reason')}
            description={t(edits ? 'clerk.reasonHelp' : 'clerk.reasonOff')}
            maxLength={LIMITS.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Group gap="xs">
          {edits && (
            <Button loading={busy} onClick={() => void pass()}>
              {t('clerk.pass', {
                review: t(
                  `clerk.review.${publication === null ? 'first' : publication.stage === 'second' ? 'second' : 'final'}`,
                ),
              })}
            </Button>
          )}
          {publication?.mayReview && (
            <Button
              variant="default"
              disabled={busy || reason.trim() === ''}
              onClick={() =>
                void run(() =>
                  callAction(reviewPublication, {
                    publicationId: publication.id,
                    version: publication.version,
                    verdict: 'back',
                    ...shown,
                  }),
                )
              }
            >
              {t('clerk.back')}
            </Button>
          )}
          {takesOff && (
            <Button
              variant="default"
              disabled={busy || reason.trim() === ''}
              onClick={() =>
                void run(() =>
                  callAction(takePublicationOff, {
                    publicationId: publication.id,
                    version: publication.version,
                    reason,
                  }),
                )
              }
            >
              {t('clerk.takeOff')}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}
