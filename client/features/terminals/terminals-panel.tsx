/** Terminals that are signed in, in the home of whoever cares for them; one that is lost or moved is signed out here. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { endTerminal, listTerminals } from '../../../shared/actions/terminal.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { deadline } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';

type Terminal = z.infer<typeof listTerminals.result>['terminals'][number];

const EVERY_MS = 60_000;

export function TerminalsPanel() {
  const t = useT();
  const asked = useAsk(listTerminals, {}, { everyMs: EVERY_MS });
  const [ending, setEnding] = useState<Terminal | null>(null);
  if (!asked.data || asked.data.terminals.length === 0) return null;
  const { terminals, zone } = asked.data;
  const end = async () => {
    if (ending === null) return false;
    try {
      await callAction(endTerminal, { terminalId: ending.terminalId });
    } catch (error) {
      tellRefusal(error);
      return false;
    } finally {
      await asked.refetch();
    }
    tellDone(t('terminals.ended', { name: ending.name }));
    return true;
  };
  return (
    <Panel title={t('terminals.title')} aside={t('terminals.count', { count: terminals.length })}>
      <Stack gap="xs">
        {terminals.map((terminal) => (
          <Group key={terminal.terminalId} justify="space-between" gap="xs">
            <Text size="sm">
              {terminal.name}
              <Text span size="xs" c="dimmed">
                {terminal.unitName !== null && ` · ${terminal.unitName}`}
                {` · ${t('terminals.until', { when: deadline(terminal.until, zone) })}`}
                {terminal.open > 0 && ` · ${t('terminals.open', { count: terminal.open })}`}
              </Text>
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('terminals.endTitle', { name: terminal.name })}
              onClick={() => setEnding(terminal)}
            >
              {t('terminals.end')}
            </Button>
          </Group>
        ))}
      </Stack>
      <FormDialog
        title={t('terminals.endTitle', { name: ending?.name ?? '' })}
        opened={ending !== null}
        onClose={() => setEnding(null)}
        submitLabel={t('terminals.end')}
        canSubmit
        onSubmit={end}
      >
        <Text size="sm">{t('terminals.endWhat')}</Text>
        {ending !== null && ending.open > 0 && <Text size="sm">{t('terminals.endOpen', { count: ending.open })}</Text>}
      </FormDialog>
    </Panel>
  );
}
