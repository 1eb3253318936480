/** Writing to one, to a group, or to everybody who waits; by SMS too to those whose page is not open. */
import { Checkbox, Chip, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listMessages, MOST_WRITTEN_TO, sendMessage } from '../../../shared/actions/desk.ts';
import { LIMITS } from '../../../shared/text.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { type TextKey, useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { Row } from './order.ts';

export interface Recipients {
  readonly to: string;
  readonly rows: readonly Row[];
  /** Who these are to the server: one, a group, or everybody who waits. */
  readonly are: 'one' | 'group' | 'all';
}

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  /** One, or some to choose from; the first is chosen at the beginning. */
  recipients: readonly Recipients[];
  /** Offers to listen to the answer of the same trouble (Q8). */
  listen?: boolean;
}

const SUGGESTIONS: Record<Recipients['are'] | 'listen', readonly TextKey[]> = {
  one: ['message.camera', 'message.soon'],
  group: ['message.together', 'message.delay'],
  all: ['message.delay', 'message.late'],
  listen: ['message.listenNow'],
};

export function MessageDialog({ opened, onClose, sessionId, recipients, listen = false }: Props) {
  const t = useT();
  const run = useRun();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('0');
  const [alsoSms, setAlsoSms] = useState(false);
  const preset = listen ? t('message.listenNow') : '';
  useEffect(() => {
    if (!opened) return;
    setText(preset);
    setChosen('0');
    setAlsoSms(false);
  }, [opened, preset]);
  const to = recipients[Number(chosen)] ?? recipients[0];
  if (!to) return null;
  // A group goes by its numbers, as many as one message names; whoever waits is reached without.
  const reached = to.are === 'group' ? to.rows.slice(0, MOST_WRITTEN_TO) : to.rows;
  const left = to.rows.length - reached.length;
  const notHere = reached.filter(({ presence }) => presence !== 'here').length;
  const ids = reached.map(({ ticketId }) => ticketId);
  const suggestions = SUGGESTIONS[listen ? 'listen' : to.are];
  return (
    <FormDialog
      title={t(listen ? 'message.offer' : 'message.to', { to: recipients.length > 1 ? t('message.many') : to.to })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('message.send')}
      canSubmit={text.trim() !== '' && to.rows.length > 0}
      onSubmit={async () => {
        const sent = await run(sendMessage, {
          sessionId,
          ticketId: to.are === 'one' ? (ids[0] ?? null) : null,
          ...(to.are === 'group' ? { ticketIds: ids } : {}),
          text,
          alsoSms: alsoSms && notHere > 0,
          listen,
        });
        if (!sent) return sent;
        tellDone(t(sent.sms > 0 ? 'message.sentToAndSms' : 'message.sentTo', { ...sent }));
        await queries.invalidateQueries({ queryKey: [listMessages.name] });
        return sent;
      }}
    >
      {recipients.length > 1 && (
        <Radio.Group label={t('message.recipients')} value={chosen} onChange={setChosen}>
          <Stack gap={6} mt={4}>
            {recipients.map((one, index) => (
              <Radio key={one.to} value={String(index)} label={`${one.to} (${one.rows.length})`} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {listen && <Text size="sm">{t('message.offerHelp', { count: to.rows.length })}</Text>}
      {left > 0 && (
        <Text size="sm" role="status">
          {t('message.beyond', { count: reached.length, left })}
        </Text>
      )}
      <Textarea
        label={t('message.text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\n/g, ' '))}
        maxLength={LIMITS.message}
        autosize
        minRows={2}
        required
        data-autofocus
      />
      <Group gap={6}>
        {suggestions.map((one) => {
          const words = t(one);
          return (
            <Chip key={one} size="xs" checked={text === words} onChange={() => setText(words)}>
              {words}
            </Chip>
          );
        })}
      </Group>
      <Checkbox
        label={t('message.alsoSms', { count: notHere })}
        checked={alsoSms && notHere > 0}
        disabled={notHere === 0}
        onChange={(event) => setAlsoSms(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
