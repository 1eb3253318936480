/** The second of two steps to ring the other desks (C9): one line, which may stay empty, and Enter. */
import { Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import { raiseEmergency } from '../../../shared/actions/emergency.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { tellNot, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  ticketId: string;
  number: number;
  name: string;
  /** By the connection of a department's room, which alone is its officer's; over HTTP at every other desk. */
  send?: Send;
}

type Input = z.input<typeof raiseEmergency.input>;
type Send = (input: Input) => Promise<unknown>;
const sendOverHttp: Send = (input) => callAction(raiseEmergency, input);

export function RaiseDialog({ opened, onClose, sessionId, ticketId, number, name, send = sendOverHttp }: Props) {
  const t = useT();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (opened) setSaid('');
  }, [opened]);
  useToldWhenGone(opened ? t('emergency.gone', { number, name }) : null);
  const raise = async () => {
    try {
      return await send({ sessionId, ticketId, said });
    } catch (error) {
      tellRefusal(error);
      return null;
    }
  };
  return (
    <FormDialog
      title={t('emergency.raiseTitle', { number, name })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('emergency.raise')}
      onSubmit={raise}
    >
      <Text size="sm">{t('emergency.raiseHelp')}</Text>
      <TextInput
        label={t('emergency.said')}
        value={said}
        onChange={(event) => setSaid(event.currentTarget.value)}
        maxLength={LIMITS.wording}
        data-autofocus
      />
    </FormDialog>
  );
}

/** Whoever still types when the person leaves the desk must not believe that the other desks ring. */
function useToldWhenGone(words: string | null): void {
  const latest = useRef(words);
  useEffect(() => {
    latest.current = words;
  }, [words]);
  useEffect(() => () => void (latest.current !== null && tellNot(latest.current)), []);
}
