/** What time runs out on (K3), in the home of whoever has to do with it: the unit's own, or a supervisor's list. */
import { Anchor, Badge, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { listReminders } from '../../../shared/actions/case-clock.ts';
import { useAsk } from '../../desk/ask.ts';
import { deadline } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';

const EVERY_MS = 60_000;

export function Reminders() {
  const t = useT();
  const { data } = useAsk(listReminders, {}, { everyMs: EVERY_MS });
  if (!data) return null;
  const { reminders, zone } = data;
  return (
    <Panel title={t('reminders.title')} aside={t('reminders.count', { count: reminders.length })}>
      {reminders.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('reminders.none')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('reminders.what')}</Table.Th>
                <Table.Th>{t('reminders.case')}</Table.Th>
                <Table.Th>{t('reminders.unit')}</Table.Th>
                <Table.Th>{t('reminders.due')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {reminders.map((one) => (
                <Table.Tr key={one.caseId}>
                  <Table.Td>
                    <Badge variant="light" color="orange">
                      {t(`reminders.${one.what}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/cases/${one.number}`} size="sm">
                      {one.number}
                    </Anchor>{' '}
                    {one.subject}
                  </Table.Td>
                  <Table.Td>{one.unitName ?? '–'}</Table.Td>
                  <Table.Td>{one.dueAt === null ? '–' : deadline(one.dueAt, zone)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}
