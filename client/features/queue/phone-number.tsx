/** The phone number of one ticket: shown on request, which is written down (T5). */
import { Anchor, Button, CopyButton, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { revealPhone } from '../../../shared/actions/desk.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';

interface Props {
  sessionId: string;
  ticketId: string;
}

export function PhoneNumber({ sessionId, ticketId }: Props) {
  const t = useT();
  const run = useRun();
  const [phone, setPhone] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket, another number
  useEffect(() => setPhone(null), [ticketId]);
  if (phone === null) {
    return (
      <ActButton
        size="compact-xs"
        variant="default"
        title={t('details.revealHelp')}
        act={() => run(revealPhone, { sessionId, ticketId }).then((found) => setPhone(found?.phone ?? null))}
      >
        {t('details.reveal')}
      </ActButton>
    );
  }
  return (
    <Group gap="xs">
      <span style={{ fontVariantNumeric: 'tabular-nums' }}>{phone}</span>
      <CopyButton value={phone}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? 'details.copied' : 'details.copy')}
          </Button>
        )}
      </CopyButton>
      <Button size="compact-xs" variant="subtle" onClick={() => setPhone(null)}>
        {t('details.hide')}
      </Button>
    </Group>
  );
}

/** The number to ring, large, a link for telephones that the desk's machine knows; opening it is the request. */
export function NumberToRing({ sessionId, ticketId, help }: Props & { help: string }) {
  const run = useRun();
  const [phone, setPhone] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void run(revealPhone, { sessionId, ticketId }).then((found) => !gone && setPhone(found?.phone ?? null));
    return () => {
      gone = true;
    };
  }, [run, sessionId, ticketId]);
  return (
    <div>
      <Text size="xl" fw={700} style={{ fontVariantNumeric: 'tabular-nums' }} aria-live="polite">
        {phone ? <Anchor href={`tel:${phone}`}>{phone}</Anchor> : '…'}
      </Text>
      <Text size="sm" c="dimmed">
        {help}
      </Text>
    </div>
  );
}
