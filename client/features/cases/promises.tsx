/** Promises of the running call: wording, unit and date; each counts once the leader confirmed it (C8). */
import { Badge, Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { confirmPromise, recordPromise } from '../../../shared/actions/desk.ts';
import { LIMITS } from '../../../shared/text.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { plainDate } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { UnitSelect } from './choices.tsx';
import css from './promises.module.css';

const DAY_MS = 24 * 3600_000;
const USUAL_DAYS = 10;

type View = ViewOf<'aide'>;

export function Promises({ session, call }: { session: View['session']; call: View['calls'][number] }) {
  const t = useT();
  const run = useRun();
  const client = useRealtime();
  const usualDate = () => plainDate(client.now() + USUAL_DAYS * DAY_MS, session.zone);
  const [wording, setWording] = useState('');
  const [unitId, setUnitId] = useState<string | null>(null);
  const [dueOn, setDueOn] = useState(usualDate);
  const [caseId, setCaseId] = useState<string | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const ofCall = { sessionId: session.id, callId: call.head.id };
  const cases = call.matter.cases;

  const record = async () => {
    if (!unitId) return;
    const done = await run(recordPromise, {
      ...ofCall,
      caseId,
      wording: wording.replace(/\s*\n\s*/g, ' '),
      unitId,
      dueOn,
      confirmed,
    });
    if (!done) return;
    setWording('');
    setUnitId(null);
    setDueOn(usualDate());
    setConfirmed(false);
    tellDone(t('aide.recorded'));
  };

  return (
    <Panel title={t('aide.promises')}>
      <Stack gap="sm">
        {call.promises.map((promise) => (
          <div key={promise.id} className={css.promise}>
            <Text>{promise.wording}</Text>
            <Group justify="space-between" gap="xs">
              <Text size="sm" c="dimmed">
                {t('aide.by', { unit: promise.unitName, date: promise.dueOn })} · {promise.caseNumber}
              </Text>
              {promise.confirmed ? (
                <Badge variant="light" color="teal">
                  {t('aide.isConfirmed')}
                </Badge>
              ) : (
                <ActButton variant="light" act={() => run(confirmPromise, { ...ofCall, promiseId: promise.id })}>
                  {t('aide.confirm')}
                </ActButton>
              )}
            </Group>
          </div>
        ))}
        <Textarea
          label={t('aide.wording')}
          description={t('aide.wordingHelp')}
          value={wording}
          onChange={(event) => setWording(event.currentTarget.value)}
          maxLength={LIMITS.wording}
          autosize
          minRows={2}
          maxRows={6}
          size="md"
        />
        <Group gap="xs" grow align="flex-start">
          <UnitSelect label={t('aide.unit')} value={unitId} onChange={setUnitId} size="md" />
          <TextInput
            type="date"
            label={t('aide.due')}
            value={dueOn}
            min={plainDate(client.now(), session.zone)}
            onChange={(event) => setDueOn(event.currentTarget.value)}
            size="md"
          />
        </Group>
        {cases.length > 1 && (
          <Select
            label={t('aide.forCase')}
            data={cases.map((one) => ({ value: one.id, label: `${one.number} ${one.subject}` }))}
            value={caseId ?? cases[0]?.id ?? null}
            onChange={setCaseId}
            allowDeselect={false}
          />
        )}
        <Checkbox
          size="md"
          label={t('aide.confirmed')}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
        />
        <ActButton size="md" act={record} disabled={!wording.trim() || !unitId || !/^\d{4}-\d\d-\d\d$/.test(dueOn)}>
          {t('aide.record')}
        </ActButton>
      </Stack>
    </Panel>
  );
}
