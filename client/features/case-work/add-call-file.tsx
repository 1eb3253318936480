/** What a desk has at hand while somebody is on the call goes to the case. */
import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { FILE_TYPES } from '../../../shared/files.ts';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { sendCallFile } from './send-case-file.ts';

const FILES = `image/*,${FILE_TYPES.pdf},${FILE_TYPES.docx},${FILE_TYPES.xlsx}`;

interface Props {
  sessionId: string;
  callId: string;
  one: { readonly id: string; readonly number: string };
}

export function AddCallFile({ sessionId, callId, one }: Props) {
  const t = useT();
  const [sending, setSending] = useState(false);
  const send = async (file: File | null) => {
    if (!file) return;
    setSending(true);
    try {
      await sendCallFile({ sessionId, callId, caseId: one.id }, file);
      tellDone(t('aide.fileAdded', { number: one.number, name: file.name }));
    } catch (error) {
      tellRefusal(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <FileButton accept={FILES} onChange={(file) => void send(file)}>
      {(props) => (
        <Button
          {...props}
          size="compact-xs"
          variant="default"
          flex="none"
          loading={sending}
          aria-label={t('aide.addFileTo', { number: one.number })}
        >
          {t('aide.addFile')}
        </Button>
      )}
    </FileButton>
  );
}
