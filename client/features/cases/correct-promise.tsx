/** A promise that was written down wrongly: the right one is recorded, then the wrong one withdrawn. */
import { useEffect, useState } from 'react';
import { recordPromise, withdrawPromise } from '../../../shared/actions/desk.ts';
import type { PromiseRow } from '../../../shared/views/all.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { plainDate } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { isWhole, onOneLine, PromiseFields, type PromiseText } from './promise-fields.tsx';

interface Props {
  sessionId: string;
  zone: string;
  promise: PromiseRow;
  opened: boolean;
  onClose: () => void;
}

export function CorrectPromise({ sessionId, zone, promise, opened, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const today = plainDate(useRealtime().now(), zone);
  const { wording, unitId, dueOn, callId, caseId } = promise;
  const [text, setText] = useState<PromiseText>({ wording, unitId, dueOn });
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled in once, when it opens
  useEffect(() => {
    if (opened) setText({ wording, unitId, dueOn });
  }, [opened]);
  const correct = async () => {
    if (!isWhole(text, today)) return false;
    const ofCall = { sessionId, callId };
    const right = { ...text, wording: onOneLine(text.wording), caseId, confirmed: false };
    const recorded = await run(recordPromise, { ...ofCall, ...right });
    return recorded && run(withdrawPromise, { ...ofCall, promiseId: promise.id });
  };
  return (
    <FormDialog
      title={t('aide.correctTitle')}
      opened={opened}
      onClose={onClose}
      submitLabel={t('aide.correct')}
      canSubmit={isWhole(text, today)}
      onSubmit={correct}
    >
      <PromiseFields value={text} onChange={setText} zone={zone} />
    </FormDialog>
  );
}
