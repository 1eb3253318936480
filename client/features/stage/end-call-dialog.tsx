/** A call ends with an outcome (C5); what the outcome needs is asked for with it. */
import { Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { endCall } from '../../../shared/actions/desk.ts';
import { OUTCOMES, type Outcome } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { UnitSelect } from '../cases/choices.tsx';
import { useHalfTyped } from '../cases/promise-drafts.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  sessionId: string;
  callId: string;
  /** How many promises of this call are confirmed, where the desk knows: with one that outcome is proposed. */
  confirmed?: number;
  /** What there is to choose from, where that is not everything. */
  outcomes?: readonly Outcome[];
}

export function EndCallDialog({ opened, onClose, sessionId, callId, confirmed, outcomes = OUTCOMES }: Props) {
  const t = useT();
  const run = useRun();
  const halfTyped = useHalfTyped(callId);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState('');
  const [whereTo, setWhereTo] = useState('');
  const [unitId, setUnitId] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled in once, when it opens
  useEffect(() => {
    if (!opened) return;
    setOutcome(confirmed ? 'promised' : null);
    setNote('');
    setWhereTo('');
    setUnitId(null);
  }, [opened]);
  const needsText = outcome === 'outOfScope' || outcome === 'failed';
  const lacksPromise = outcome === 'promised' && confirmed === 0;
  const ready =
    outcome !== null &&
    !lacksPromise &&
    (!needsText || whereTo.trim() !== '') &&
    (outcome !== 'dispatched' || unitId !== null);
  return (
    <FormDialog
      title={t('endCall.title')}
      opened={opened}
      onClose={onClose}
      submitLabel={t('endCall.submit')}
      canSubmit={ready}
      onSubmit={() =>
        outcome
          ? run(endCall, {
              sessionId,
              callId,
              outcome,
              note,
              whereTo: needsText ? whereTo : null,
              unitId: outcome === 'dispatched' ? unitId : null,
            })
          : Promise.resolve(false)
      }
    >
      <Radio.Group
        label={t('endCall.outcome')}
        value={outcome}
        onChange={(value) => setOutcome(value as Outcome)}
        required
      >
        <Stack gap={6} mt={4}>
          {outcomes.map((one, index) => (
            <Radio key={one} value={one} label={t(`endCall.${one}`)} data-autofocus={index === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      {halfTyped && (
        <Text size="sm" role="status" c="var(--warn-text)">
          {t('endCall.halfTyped')}
        </Text>
      )}
      {lacksPromise && (
        <Text size="sm" role="status">
          {t('needs.OUTCOME_MISSING.promise')}
        </Text>
      )}
      {outcome === 'dispatched' && (
        <UnitSelect label={t('endCall.unit')} value={unitId} onChange={setUnitId} required />
      )}
      {needsText && (
        <TextInput
          label={t(outcome === 'failed' ? 'endCall.failedWhy' : 'endCall.whereTo')}
          value={whereTo}
          onChange={(event) => setWhereTo(event.currentTarget.value)}
          maxLength={LIMITS.whereTo}
          required
        />
      )}
      <Textarea
        label={t('endCall.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={LIMITS.note}
        autosize
        minRows={2}
        maxRows={6}
      />
    </FormDialog>
  );
}
