/** One thing done with several cases: each is done or refused by itself, and the report says which were refused and why. */
import { Alert, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { dispatchCases, urgeCases } from '../../../shared/actions/case-loop.ts';
import type { DeskRow } from '../../../shared/actions/supervise.ts';
import type { DispatchKind } from '../../../shared/states.ts';
import { callAction } from '../../api/call-action.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { UnitSelect } from '../../features/cases/choices.tsx';
import { translateIfKnown } from '../../i18n/i18n.ts';
import css from './supervise.module.css';

export type SeveralReport = z.infer<typeof dispatchCases.result>;

interface Props {
  cases: readonly DeskRow[];
  opened: boolean;
  onClose: () => void;
  /** `null`: refused as a whole. */
  onDone: (report: SeveralReport | null) => Promise<unknown>;
}

const seenOf = (cases: readonly DeskRow[]) => cases.map(({ id, version }) => ({ caseId: id, version }));

async function tried(run: () => Promise<SeveralReport>, onDone: Props['onDone']): Promise<boolean> {
  try {
    await onDone(await run());
    return true;
  } catch (error) {
    tellRefusal(error);
    return false;
  }
}

export function BulkDispatch({ cases, opened, onClose, onDone }: Props) {
  const t = useT();
  const [unitId, setUnitId] = useState<string | null>(null);
  const [kind, setKind] = useState<DispatchKind>('forHandling');
  const complained = cases.filter(({ aboutUnitIds }) => aboutUnitIds.length > 0);
  const without = complained.flatMap(({ aboutUnitIds }) => aboutUnitIds);
  const chosen = unitId !== null && !without.includes(unitId) ? unitId : null;
  return (
    <FormDialog
      title={t('supervise.dispatchChosen', { count: cases.length })}
      opened={opened}
      onClose={onClose}
      submitLabel={t('supervise.dispatch')}
      canSubmit={chosen !== null && cases.length > 0}
      onSubmit={() =>
        tried(() => callAction(dispatchCases, { cases: seenOf(cases), mainUnitId: chosen ?? '', kind }), onDone)
      }
    >
      <UnitSelect
        label={t('supervise.toUnit')}
        {...(complained.length > 0 ? { description: <Complained cases={complained} /> } : {})}
        value={chosen}
        without={without}
        onChange={setUnitId}
        data-autofocus
      />
      <Radio.Group label={t('supervise.how')} value={kind} onChange={(value) => setKind(value as DispatchKind)}>
        <Stack gap={6} mt={4}>
          <Radio value="forHandling" label={t('supervise.forHandling')} />
          <Radio value="withReport" label={t('supervise.withReport')} />
        </Stack>
      </Radio.Group>
    </FormDialog>
  );
}

/** Why a unit is missing from the choice (K2), and of which of the chosen that is so. */
function Complained({ cases }: { cases: readonly DeskRow[] }) {
  const t = useT();
  const numbers = cases.map(({ number }) => number).join(' · ');
  return <>{t('supervise.complained', { numbers, count: cases.length })}</>;
}

export function BulkUrge({ cases, opened, onClose, onDone }: Props) {
  const t = useT();
  return (
    <ReasonDialog
      title={t('supervise.urgeChosen', { count: cases.length })}
      opened={opened}
      onClose={onClose}
      suggestions={[{ text: t('supervise.urgeOverdue') }, { text: t('supervise.urgeReply') }]}
      submitLabel={t('supervise.urge')}
      onSubmit={(text) => tried(() => callAction(urgeCases, { cases: seenOf(cases), text }), onDone)}
    />
  );
}

export function Report({ report: { done, refused }, onClose }: { report: SeveralReport; onClose: () => void }) {
  const t = useT();
  return (
    <Alert
      role="status"
      mb="xs"
      color={refused.length > 0 ? 'orange' : 'teal'}
      withCloseButton
      closeButtonLabel={t('action.close')}
      onClose={onClose}
      className={css.report}
    >
      <Text size="sm">{t('supervise.done', { count: done, refused: refused.length })}</Text>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ caseId, number, code }) => (
            <li key={caseId}>
              {t('supervise.refusedOne', {
                number: number ?? '–',
                why: translateIfKnown(`error.${code}`) ?? code,
              })}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
