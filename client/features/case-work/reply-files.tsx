/** Files that go with a reply: sent at once, chosen for the reply that is in work. */
import { ActionIcon, Anchor, Checkbox, FileButton, Group, Stack, Switch, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { type CaseFile, listCaseFiles, removeCaseFile } from '../../../shared/actions/files.ts';
import { FILE_TYPES } from '../../../shared/files.ts';
import { callAction } from '../../api/call-action.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useAsk } from '../../desk/ask.ts';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';
import { fileAddress, sendCaseFile } from './send-case-file.ts';

/** The server judges by content; here the chooser shows what can be right. */
const ACCEPTED = `image/*,${Object.values(FILE_TYPES).join(',')}`;
/** With one reply. */
const MOST = 5;

export function FileLink({ caseId, file }: { caseId: string; file: CaseFile }) {
  const t = useT();
  return (
    <Anchor href={fileAddress(caseId, file.id)} target="_blank" rel="noreferrer" size="sm">
      {file.name} <span className={css.quiet}>{t('casePane.kilobytes', { count: Math.ceil(file.size / 1024) })}</span>
    </Anchor>
  );
}

interface Props {
  detail: CaseDetail;
  chosen: readonly string[];
  onChange: (fileIds: readonly string[]) => void;
}

export function ReplyFiles({ detail, chosen, onChange }: Props) {
  const t = useT();
  const cache = useQueryClient();
  const caseId = detail.case.id;
  const { data } = useAsk(listCaseFiles, { caseId });
  const [open, setOpen] = useState(detail.work.publish);
  const given = new Set(detail.work.replies.filter(({ officialAt }) => officialAt !== null).map(({ id }) => id));
  const files = (data?.files ?? []).filter(
    (file) => !file.byCitizen && !(file.replyId !== null && given.has(file.replyId)),
  );
  const again = () => cache.invalidateQueries({ queryKey: [listCaseFiles.name] });
  const add = async (sent: File[]) => {
    const added: string[] = [];
    try {
      for (const file of sent)
        added.push(await sendCaseFile(caseId, file, { name: file.name, isPublic: open && detail.work.publish }));
    } catch (error) {
      tellRefusal(error);
    }
    onChange([...chosen, ...added].slice(0, MOST));
    await again();
  };
  const remove = async (fileId: string) => {
    try {
      await callAction(removeCaseFile, { caseId, fileId });
    } catch (error) {
      tellRefusal(error);
    }
    onChange(chosen.filter((one) => one !== fileId));
    await again();
  };
  return (
    <Stack gap={4}>
      {files.map((file) => {
        const is = chosen.includes(file.id);
        return (
          <Group key={file.id} gap="xs" wrap="nowrap">
            <Checkbox
              size="xs"
              aria-label={t('casePane.withReply', { name: file.name })}
              checked={is}
              disabled={!is && chosen.length >= MOST}
              onChange={() => onChange(is ? chosen.filter((one) => one !== file.id) : [...chosen, file.id])}
            />
            <FileLink caseId={caseId} file={file} />
            {file.isPublic && <span className={css.quiet}>{t('casePane.isPublic')}</span>}
            {file.visitId === null && (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={t('casePane.removeFile', { name: file.name })}
                onClick={() => void remove(file.id)}
              >
                ×
              </ActionIcon>
            )}
          </Group>
        );
      })}
      <Group gap="sm">
        <FileButton accept={ACCEPTED} multiple onChange={(sent) => void add(sent)}>
          {({ onClick }) => (
            <ActButton
              variant="default"
              size="compact-sm"
              act={() => {
                onClick();
                return undefined;
              }}
            >
              {t('casePane.addFile')}
            </ActButton>
          )}
        </FileButton>
        {detail.work.publish && (
          <Switch
            size="xs"
            label={t('casePane.mayBePublic')}
            checked={open}
            onChange={(event) => setOpen(event.currentTarget.checked)}
          />
        )}
        <Text size="xs" c="dimmed">
          {t('casePane.filesHelp', { count: MOST })}
        </Text>
      </Group>
    </Stack>
  );
}
