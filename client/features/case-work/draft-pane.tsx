/** The answer to the citizen, written beside the matter: kept while it is typed, handed in with its files. */
import { Alert, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { leftIn } from '../../../shared/templates.ts';
import { LIMITS } from '../../../shared/text.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Panel } from '../../desk/panel.tsx';
import { inWords } from '../../desk/record.ts';
import { wordsOf } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import type { Draft, SentBack } from './draft.ts';
import { leaveOnEscape } from './leave.ts';
import { News } from './news.tsx';
import { ReplyFiles } from './reply-files.tsx';
import type { Seen } from './seen.ts';
import { useTakeStep } from './step-dialog.tsx';
import { TemplatedText } from './templated-text.tsx';

interface Props {
  detail: CaseDetail;
  seen: Seen;
  draft: Draft;
  back: SentBack | null;
  zone: string;
}

export function DraftPane({ detail, seen, draft, back, zone }: Props) {
  const t = useT();
  const take = useTakeStep(detail, seen);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [fileIds, setFileIds] = useState<readonly string[]>([]);
  const may = detail.work.steps.includes('draftReply');
  const ready = may && draft.text.trim() !== '' && leftIn(draft.text, 'reply').length === 0 && seen.news.length === 0;
  const handIn = async () => {
    const no = await take('draftReply', { text: draft.text, ...(fileIds.length === 0 ? {} : { fileIds }) });
    setRefusal(no?.code === 'STALE' ? null : no);
    if (no) return;
    draft.forget();
    setFileIds([]);
  };
  return (
    <Panel title={t('casePane.draft')} aside={draft.typed && <span role="status">{t('casePane.kept')}</span>}>
      <Stack gap="xs">
        <News seen={seen} zone={zone} />
        {back && (
          <Alert color="orange" title={t('casePane.sentBack', { verdict: t(`caseStep.verdict.${back.verdict}`) })}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {inWords('who', back.who)}
              {back.note ? t('case.why', { why: back.note }) : ''}
            </Text>
          </Alert>
        )}
        {!may && <Text size="sm">{t('caseStep.gone', { state: t(`case.state.${detail.case.state}`) })}</Text>}
        {refusal && (
          <Alert color="orange" role="alert">
            {wordsOf(refusal)}
          </Alert>
        )}
        <TemplatedText
          id="draft"
          use="reply"
          detail={detail}
          zone={zone}
          aria-label={t('casePane.draft')}
          description={t('casePane.draftHelp')}
          value={draft.text}
          onText={draft.change}
          onKeyDown={(event) => {
            leaveOnEscape(event);
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) void handIn();
          }}
          maxLength={LIMITS.note}
          autosize
          minRows={8}
          maxRows={20}
        />
        {may && <ReplyFiles detail={detail} chosen={fileIds} onChange={setFileIds} />}
        <Group justify="flex-end">
          <ActButton disabled={!ready} act={handIn} hotkey="Ctrl+Enter">
            {t('caseStep.do.draftReply')}
          </ActButton>
        </Group>
      </Stack>
    </Panel>
  );
}
