/** Who is given no numbers for a time (Q10): since when, until when, why, by whom; lifted here with a reason. */
import { Badge, Button, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type BarRow, liftBar, listBars } from '../../../shared/actions/bars.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { deadline } from '../../desk/format.ts';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { Shell } from '../../desk/shell.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';

const LIFT_WHYS = ['objection', 'mistake', 'agreed'] as const;

export default function BarsPage() {
  const t = useT();
  const asked = useAsk(listBars, {}, { everyMs: 60_000 });
  const [lifting, setLifting] = useState<BarRow | null>(null);
  const lift = async (reason: string) => {
    if (lifting === null) return false;
    try {
      await callAction(liftBar, { barId: lifting.id, reason });
    } catch (error) {
      tellRefusal(error);
      return false;
    } finally {
      await asked.refetch();
    }
    tellDone(t('bars.lifted', { name: lifting.name }));
    return true;
  };
  return (
    <Shell title={t('bars.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('bars.title')}</Title>
        <Text size="sm">{t('bars.what')}</Text>
        {asked.isPending && <Skeleton h={240} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data?.bars.length === 0 && <Text>{t('bars.none')}</Text>}
        {asked.data && asked.data.bars.length > 0 && (
          <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table aria-label={t('bars.title')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('bars.who')}</Table.Th>
                  <Table.Th>{t('bars.why')}</Table.Th>
                  <Table.Th>{t('bars.since')}</Table.Th>
                  <Table.Th>{t('bars.until')}</Table.Th>
                  <Table.Th>{t('bars.by')}</Table.Th>
                  <Table.Th>{t('bars.state')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {asked.data.bars.map((bar) => (
                  <Row key={bar.id} bar={bar} now={asked.data.now} zone={asked.data.zone} onLift={setLifting} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Stack>
      <ReasonDialog
        title={t('bars.liftTitle', { name: lifting?.name ?? '' })}
        opened={lifting !== null}
        onClose={() => setLifting(null)}
        suggestions={LIFT_WHYS.map((why) => ({ text: t(`bars.liftWhy.${why}`) }))}
        submitLabel={t('bars.lift')}
        onSubmit={lift}
      />
    </Shell>
  );
}

function Row({ bar, now, zone, onLift }: { bar: BarRow; now: number; zone: string; onLift: (bar: BarRow) => void }) {
  const t = useT();
  const lasts = bar.lifted === null && now < bar.until;
  return (
    <Table.Tr>
      <Table.Td>
        {bar.name}
        <Text size="xs" c="dimmed">
          {bar.phoneMasked ?? t('bars.noPhone')}
        </Text>
      </Table.Td>
      <Table.Td>{bar.reason}</Table.Td>
      <Table.Td>{deadline(bar.at, zone)}</Table.Td>
      <Table.Td>{deadline(bar.until, zone)}</Table.Td>
      <Table.Td>
        {bar.byName}
        <Text size="xs" c="dimmed">
          {bar.sessionTitle}
          {bar.number !== null && ` · ${t('ticketNumber', { number: bar.number })}`}
        </Text>
      </Table.Td>
      <Table.Td>
        {lasts ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('bars.liftTitle', { name: bar.name })}
            onClick={() => onLift(bar)}
          >
            {t('bars.lift')}
          </Button>
        ) : (
          <Badge variant="light" color="gray">
            {t(bar.lifted ? 'bars.isLifted' : 'bars.isOver')}
          </Badge>
        )}
        {bar.lifted && (
          <Text size="xs" c="dimmed">
            {t('bars.liftedBy', {
              who: bar.lifted.byName,
              when: deadline(bar.lifted.at, zone),
              why: bar.lifted.reason,
            })}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
