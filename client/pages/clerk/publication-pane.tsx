/** What the public would read: shortened with a reason where it must be, let pass, sent back, or taken off (T5). */
import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  beginPublication,
  type Publication,
  type PublicationItem,
  reviewPublication,
  takePublicationOff,
} from '../../../shared/actions/publication.ts';
import { callAction } from '../../api/call-action.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import css from '../../features/review/review.module.css';
import { ReviewFoot } from '../../features/review/review-foot.tsx';
import { useReview } from '../../features/review/use-review.ts';
import { FileRow } from './file-row.tsx';

/** `publication`: `null` where the first review has yet to begin. */
export type Chosen = PublicationItem & { readonly publication: Publication | null };

export function PublicationPane({ chosen, zone, onDone }: { chosen: Chosen; zone: string; onDone: () => void }) {
  const t = useT();
  const { roles } = useMe();
  const { publication, kind, caseId } = chosen;
  const [subject, setSubject] = useState(chosen.subject);
  const [text, setText] = useState(chosen.text);
  const [alias, setAlias] = useState(chosen.alias);
  const [place, setPlace] = useState(chosen.place);
  const [fileIds, setFileIds] = useState<readonly string[]>(chosen.files.map(({ id }) => id));
  const reviewing = useReview(onDone);
  const edits = publication === null || publication.mayReview;
  const takesOff =
    publication?.stage === 'published' && roles.some((role) => ['clerk', 'supervisor', 'administrator'].includes(role));
  const shown = {
    subject,
    text,
    alias,
    place,
    fileIds: [...fileIds],
    ...reviewing.said,
  };
  const version = publication ? { publicationId: publication.id, version: publication.version } : null;
  const review = (verdict: 'pass' | 'back') =>
    version
      ? callAction(reviewPublication, { ...version, verdict, ...shown })
      : callAction(beginPublication, { caseId, ...(chosen.replyId ? { replyId: chosen.replyId } : {}), ...shown });
  const stage = publication === null ? 'first' : publication.stage === 'second' ? 'second' : 'final';
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
        <ReviewFoot
          reviewing={reviewing}
          before={publication?.reviews ?? []}
          zone={zone}
          reasonHelp={edits ? t('clerk.reasonHelp') : takesOff ? t('clerk.reasonOff') : null}
          pass={edits ? { stage, disabled: false, act: () => review('pass') } : null}
          back={publication?.mayReview ? () => review('back') : null}
          takeOff={
            takesOff && version
              ? {
                  label: t('clerk.takeOff'),
                  act: () => callAction(takePublicationOff, { ...version, reason: reviewing.reason }),
                }
              : null
          }
        />
      </Stack>
    </Panel>
  );
}
