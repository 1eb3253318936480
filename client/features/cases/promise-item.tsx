/** One promise: confirmed it counts (C8); until then it is a note to be confirmed, corrected or withdrawn. */
import { Badge, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { confirmPromise, readBackPromise, withdrawPromise } from '../../../shared/actions/desk.ts';
import type { PromiseRow } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { CorrectPromise } from './correct-promise.tsx';
import css from './promises.module.css';

type Asked = 'confirm' | 'withdraw' | 'correct' | null;

interface Props {
  sessionId: string;
  zone: string;
  promise: PromiseRow;
  /** The citizen is there to hear it: it is read back before it is confirmed. */
  isRunning?: boolean;
}

export function PromiseItem({ sessionId, zone, promise, isRunning = false }: Props) {
  const t = useT();
  const run = useRun();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const ofPromise = { sessionId, callId: promise.callId, promiseId: promise.id };
  const by = t('aide.by', { unit: promise.unitName, date: promise.dueOn });
  const needsReading = isRunning && !promise.readBack;
  const ask = (what: Exclude<Asked, null>, variant: 'light' | 'default', disabled = false) => (
    <ActButton
      variant={variant}
      disabled={disabled}
      title={disabled ? t('aide.readBackFirst') : undefined}
      act={() => {
        setAsked(what);
        return undefined;
      }}
    >
      {t(`aide.${what}`)}
    </ActButton>
  );
  const words = (
    <div>
      <Text size="lg">{promise.wording}</Text>
      <Text c="dimmed">{by}</Text>
    </div>
  );
  return (
    <div className={css.promise}>
      <Text>{promise.wording}</Text>
      <Text size="sm" c="dimmed">
        {by} · {promise.caseNumber}
      </Text>
      {promise.confirmed ? (
        <Badge variant="light" color="teal">
          {t('aide.isConfirmed')}
        </Badge>
      ) : (
        <Group gap="xs">
          <Badge variant="light" color="orange">
            {t(needsReading ? 'aide.notReadBack' : 'aide.notConfirmed')}
          </Badge>
          {needsReading && (
            <ActButton variant="light" act={() => run(readBackPromise, ofPromise)}>
              {t('aide.isReadBack')}
            </ActButton>
          )}
          {ask('confirm', 'light', needsReading)}
          {ask('correct', 'default')}
          {ask('withdraw', 'default')}
        </Group>
      )}
      <FormDialog
        title={t('aide.confirmTitle')}
        opened={asked === 'confirm'}
        onClose={close}
        submitLabel={t('aide.confirm')}
        onSubmit={() => run(confirmPromise, ofPromise)}
      >
        {words}
        <Text size="sm">{t('aide.confirmHelp', { unit: promise.unitName })}</Text>
      </FormDialog>
      <FormDialog
        title={t('aide.withdrawTitle')}
        opened={asked === 'withdraw'}
        onClose={close}
        submitLabel={t('aide.withdraw')}
        onSubmit={() => run(withdrawPromise, ofPromise)}
      >
        {words}
        <Text size="sm">{t('aide.withdrawHelp')}</Text>
      </FormDialog>
      <CorrectPromise
        sessionId={sessionId}
        zone={zone}
        promise={promise}
        opened={asked === 'correct'}
        onClose={close}
      />
    </div>
  );
}
