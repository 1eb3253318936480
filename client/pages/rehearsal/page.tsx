/** Trying an evening with callers that are programs: begun here, followed here, and what came of it in plain words. */
import { Alert, Badge, Button, Group, NumberInput, Progress, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  cancelRehearsal,
  MOST_CALLERS,
  type RehearsalNow,
  type RehearsedCaller,
  showRehearsal,
  startRehearsal,
} from '../../../shared/actions/rehearsal.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';

const LOOK_MS = 1_500;
const CALLERS = 12;
type Report = RehearsalNow['reports'][number];

export default function RehearsalPage() {
  const t = useT();
  // The evening that a good rehearsal marks, as the week's plan names it.
  const sessionId = useSearchParams()[0].get('session') ?? undefined;
  const asked = useAsk(showRehearsal, {}, { everyMs: LOOK_MS, staleMs: 0 });
  const [callers, setCallers] = useState(CALLERS);
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      tellRefusal(error);
    }
    await asked.refetch();
    setBusy(false);
  };
  const { data } = asked;
  return (
    <Shell title={t('rehearsal.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('rehearsal.title')}</Title>
        <Text size="sm" maw={720}>
          {t('rehearsal.what')}
        </Text>
        {asked.isPending && <Skeleton h={240} />}
        {asked.error && !data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {data && !data.running && (
          <Group align="flex-end">
            <NumberInput
              label={t('rehearsal.callers')}
              value={callers}
              onChange={(value) => setCallers(Number(value) || 1)}
              min={1}
              max={MOST_CALLERS}
              clampBehavior="strict"
              allowDecimal={false}
              w={140}
            />
            <Button loading={busy} onClick={() => void act(() => callAction(startRehearsal, { callers, sessionId }))}>
              {t('rehearsal.start')}
            </Button>
          </Group>
        )}
        {data?.running && (
          <Running
            running={data.running}
            onCancel={() => void act(() => callAction(cancelRehearsal, {}))}
            busy={busy}
          />
        )}
        {data?.reports.length === 0 && !data.running && <Text>{t('rehearsal.none')}</Text>}
        {data?.reports.map((report, index) => (
          <ReportPanel key={report.id} report={report} zone={data.zone} open={index === 0} />
        ))}
      </Stack>
    </Shell>
  );
}

interface RunningProps {
  running: NonNullable<RehearsalNow['running']>;
  busy: boolean;
  onCancel: () => void;
}

function Running({ running, busy, onCancel }: RunningProps) {
  const t = useT();
  const { callers, callersAsked, by } = running;
  return (
    <Panel
      title={t('rehearsal.running', { by })}
      aside={
        <Button size="compact-sm" variant="default" loading={busy} onClick={onCancel}>
          {t('rehearsal.cancel')}
        </Button>
      }
    >
      <Stack gap="xs">
        <Text role="status">{t('rehearsal.soFar', { done: callers.length, of: callersAsked })}</Text>
        <Progress
          value={(callers.length / callersAsked) * 100}
          aria-label={t('rehearsal.soFar', { done: callers.length, of: callersAsked })}
        />
        {callers.length > 0 && <Callers callers={callers} />}
      </Stack>
    </Panel>
  );
}

function ReportPanel({ report, zone, open }: { report: Report; zone: string; open: boolean }) {
  const t = useT();
  const language = useLanguage();
  const [shown, setShown] = useState(open);
  const { result, end, evening } = report;
  const good = result?.good ?? false;
  return (
    <Panel
      title={[dayAndTime(report.startedAt, zone, language), report.by, evening?.title].filter(Boolean).join(' · ')}
      aside={
        <Badge color={good ? 'green.3' : 'orange.3'} c="dark.9" miw="max-content">
          {t(good ? 'rehearsal.good' : end === 'cancelled' ? 'rehearsal.cancelled' : 'rehearsal.notGood')}
        </Badge>
      }
    >
      <Stack gap="xs">
        {end === 'failed' && (
          <Alert color="orange" title={t('rehearsal.failed')}>
            <span style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{report.why}</span>
          </Alert>
        )}
        {result && <Findings result={result} />}
        {result && (
          <Group>
            <Button size="compact-sm" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
              {t(shown ? 'rehearsal.hideCallers' : 'rehearsal.showCallers')}
            </Button>
          </Group>
        )}
        {result && shown && <Callers callers={result.callers} />}
      </Stack>
    </Panel>
  );
}

const ms = (value: number | null): string => (value === null ? '–' : String(Math.round(value)));

function Findings({ result }: { result: NonNullable<Report['result']> }) {
  const t = useT();
  const through = result.callers.filter(({ failure }) => failure === null).length;
  const { p50Ms, p95Ms } = result.putThrough;
  const loss = result.lossRate === null ? '–' : (result.lossRate * 100).toFixed(2);
  return (
    <ul>
      <li>{t('rehearsal.through', { through, of: result.callersAsked })}</li>
      <li>{t(result.udp ? 'rehearsal.udp' : 'rehearsal.noUdp')}</li>
      <li>{t(result.tcp ? 'rehearsal.tcp' : 'rehearsal.noTcp')}</li>
      <li>{t('rehearsal.putThrough', { half: ms(p50Ms), most: ms(p95Ms) })}</li>
      <li>{t('rehearsal.loss', { loss })}</li>
      <li>{t('rehearsal.took', { seconds: Math.round(result.tookMs / 1000) })}</li>
    </ul>
  );
}

function Callers({ callers }: { callers: readonly RehearsedCaller[] }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={t('rehearsal.callersOf')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('rehearsal.name')}</Table.Th>
            <Table.Th>{t('rehearsal.join')}</Table.Th>
            <Table.Th>{t('rehearsal.answer')}</Table.Th>
            <Table.Th>{t('rehearsal.media')}</Table.Th>
            <Table.Th>{t('rehearsal.toPicture')}</Table.Th>
            <Table.Th>{t('rehearsal.lost')}</Table.Th>
            <Table.Th>{t('rehearsal.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {callers.map((caller) => (
            <Table.Tr key={caller.name}>
              <Table.Td>{caller.name}</Table.Td>
              <Table.Td>{ms(caller.joinMs)}</Table.Td>
              <Table.Td>{ms(caller.answerMs)}</Table.Td>
              <Table.Td>{ms(caller.mediaMs)}</Table.Td>
              <Table.Td>{ms(caller.putThroughMs)}</Table.Td>
              <Table.Td>
                {caller.lost} / {caller.received + caller.lost}
              </Table.Td>
              <Table.Td>{caller.failure ?? t('rehearsal.ok')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
