/** What can be done with one question now. */
import { Button, Group } from '@mantine/core';
import { airQuestion, putBackQuestion, type QuestionRow, unairQuestion } from '../../../shared/actions/questions.ts';
import type { SessionState } from '../../../shared/states.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { type TextKey, useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { Asked } from './question-dialogs.tsx';

interface Props {
  session: { readonly id: string; readonly state: SessionState; readonly public: boolean };
  row: QuestionRow;
  /** There is another one into which it could be merged. */
  hasOther: boolean;
  /** One is being answered. */
  isTaken: boolean;
  onAsk: (asked: Asked) => void;
}

const DIALOGS: Partial<Record<QuestionRow['state'], readonly Asked[]>> = {
  new: ['approve', 'merge', 'refuse', 'toCase'],
  approved: ['answered', 'approve', 'merge', 'toCase', 'refuse'],
  onAir: ['answered', 'toCase'],
};
/** In an evening that is over nothing is shown any more. */
const AFTERWARDS: readonly Asked[] = ['answered', 'merge', 'refuse', 'toCase'];

export function QuestionActions({ session, row, hasOther, isTaken, onAsk }: Props) {
  const t = useT();
  const run = useRun();
  const named = { sessionId: session.id, questionId: row.id };
  const runs = session.state !== 'ended' && session.state !== 'cancelled';
  const dialogs = (DIALOGS[row.state] ?? []).filter(
    (one) => (runs || AFTERWARDS.includes(one)) && (one !== 'merge' || hasOther),
  );
  const label = (one: Asked): TextKey =>
    one === 'approve' && row.state === 'approved' ? 'questions.do.change' : `questions.do.${one}`;
  const speaks = session.state === 'live' || session.state === 'closing';
  const mayAir = session.public && speaks && !isTaken;
  return (
    <Group gap={6}>
      {row.state === 'approved' && runs && (
        <ActButton
          size="compact-xs"
          variant="light"
          disabled={!mayAir}
          title={mayAir ? undefined : t(isTaken ? 'questions.taken' : 'questions.airWhen')}
          act={() => run(airQuestion, named)}
        >
          {t('questions.do.onAir')}
        </ActButton>
      )}
      {dialogs.map((one, index) => (
        <Button
          key={one}
          size="compact-xs"
          variant={index === 0 && row.state !== 'approved' ? 'light' : 'default'}
          onClick={() => onAsk(one)}
        >
          {t(label(one))}
        </Button>
      ))}
      {row.state === 'onAir' && (
        <ActButton size="compact-xs" variant="default" act={() => run(unairQuestion, named)}>
          {t('questions.do.offAir')}
        </ActButton>
      )}
      {runs && (row.state === 'refused' || row.state === 'merged' || row.state === 'answered') && (
        <ActButton size="compact-xs" variant="default" act={() => run(putBackQuestion, named)}>
          {t('questions.do.putBack')}
        </ActButton>
      )}
    </Group>
  );
}
