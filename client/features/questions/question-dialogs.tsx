/** Dialogs about one question of the audience: its public words, why not, into which, what was answered, which case. */
import { Checkbox, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  answeredQuestion,
  approveQuestion,
  mergeQuestion,
  type QuestionRow,
  questionToCase,
  refuseQuestion,
} from '../../../shared/actions/questions.ts';
import { listWords } from '../../../shared/actions/words.ts';
import { QUESTION_LENGTH } from '../../../shared/questions.ts';
import { CASE_KINDS, type CaseKind } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { wordsInAny } from '../../../shared/words.ts';
import { useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { ReasonDialog } from '../../desk/reason-dialog.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { CategorySelect } from '../cases/choices.tsx';

export type Asked = 'approve' | 'refuse' | 'merge' | 'answered' | 'toCase';

interface Props {
  sessionId: string;
  row: QuestionRow;
  rows: readonly QuestionRow[];
  onClose: () => void;
}

export function QuestionDialogs({ asked, ...props }: Props & { asked: Asked }) {
  switch (asked) {
    case 'approve':
      return <Approve {...props} />;
    case 'refuse':
      return <Refuse {...props} />;
    case 'merge':
      return <Merge {...props} />;
    case 'answered':
      return <Answered {...props} />;
    case 'toCase':
      return <ToCase {...props} />;
  }
}

const wordsOf = ({ shown, text }: QuestionRow) => shown?.wording ?? text;

function Approve({ sessionId, row, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const [wording, setWording] = useState(wordsOf(row));
  const [publicName, setPublicName] = useState(row.shown?.publicName ?? row.publicName);
  const words = useAsk(listWords, {}, { staleMs: 60_000 }).data?.words ?? [];
  const found = wordsInAny([wording, publicName], words);
  const despite = found.map(({ word }) => word);
  const never = found.some(({ level }) => level === 'never');
  // Of these very words: others that come in while the text is changed are confirmed anew.
  const [seen, setSeen] = useState('');
  const confirmed = despite.length === 0 || seen === despite.join('\n');
  const marks = found.map(({ word, level, reason }) => t(`approve.word.${level}`, { word, reason })).join(' ');
  return (
    <FormDialog
      title={t('questions.approveTitle')}
      opened
      onClose={onClose}
      submitLabel={t('questions.approve')}
      canSubmit={wording.trim() !== '' && !never && confirmed}
      onSubmit={() => run(approveQuestion, { sessionId, questionId: row.id, wording, publicName, despite })}
    >
      <Text size="sm">{t('questions.asked', { text: row.text })}</Text>
      <Textarea
        label={t('questions.wording')}
        description={t('questions.wordingHelp')}
        value={wording}
        onChange={(event) => setWording(event.currentTarget.value.replace(/\n/g, ' '))}
        maxLength={QUESTION_LENGTH}
        error={marks || undefined}
        autosize
        minRows={2}
        required
        data-autofocus
      />
      <TextInput
        label={t('approve.publicName')}
        description={t('questions.publicNameHelp')}
        value={publicName}
        onChange={(event) => setPublicName(event.currentTarget.value)}
        maxLength={LIMITS.publicName}
      />
      {found.length > 0 && !never && (
        <Checkbox
          label={t('approve.despite')}
          checked={confirmed}
          onChange={(event) => setSeen(event.currentTarget.checked ? despite.join('\n') : '')}
        />
      )}
    </FormDialog>
  );
}

function Refuse({ sessionId, row, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const suggestions = (['personal', 'notOurs', 'abusive'] as const).map((one) => ({
    text: t(`questions.reason.${one}`),
  }));
  return (
    <ReasonDialog
      title={t('questions.refuseTitle')}
      opened
      onClose={onClose}
      suggestions={suggestions}
      submitLabel={t('questions.do.refuse')}
      onSubmit={(reason) => run(refuseQuestion, { sessionId, questionId: row.id, reason })}
    >
      <Text size="sm">{wordsOf(row)}</Text>
      <Text size="sm" c="dimmed">
        {t('questions.refuseHelp')}
      </Text>
    </ReasonDialog>
  );
}

function Merge({ sessionId, row, rows, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const [intoId, setIntoId] = useState<string | null>(null);
  const open = rows.filter(
    ({ id, state }) => id !== row.id && (state === 'new' || state === 'approved' || state === 'onAir'),
  );
  return (
    <FormDialog
      title={t('questions.mergeTitle')}
      opened
      onClose={onClose}
      submitLabel={t('questions.do.merge')}
      canSubmit={intoId !== null}
      onSubmit={async () => intoId && run(mergeQuestion, { sessionId, questionId: row.id, intoId })}
    >
      <Text size="sm">{wordsOf(row)}</Text>
      <Select
        label={t('questions.mergeInto')}
        description={t('questions.mergeHelp')}
        data={open.map((one) => ({ value: one.id, label: wordsOf(one) }))}
        value={intoId}
        onChange={setIntoId}
        searchable
        nothingFoundMessage={t('choice.none')}
        required
        data-autofocus
      />
    </FormDialog>
  );
}

function Answered({ sessionId, row, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={t('questions.answeredTitle')}
      opened
      onClose={onClose}
      submitLabel={t('questions.do.answered')}
      onSubmit={() => run(answeredQuestion, { sessionId, questionId: row.id, note })}
    >
      <Text size="sm">{wordsOf(row)}</Text>
      <Textarea
        label={t('questions.note')}
        description={t('questions.noteHelp')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value.replace(/\n/g, ' '))}
        maxLength={LIMITS.message}
        autosize
        minRows={2}
        data-autofocus
      />
    </FormDialog>
  );
}

function ToCase({ sessionId, row, rows, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const [subject, setSubject] = useState(wordsOf(row).slice(0, LIMITS.subject));
  const [kind, setKind] = useState<CaseKind>('consult');
  const [categoryCode, setCategory] = useState<string | null>(null);
  const merged = rows.filter(({ intoId }) => intoId === row.id).length;
  return (
    <FormDialog
      title={t('questions.caseTitle')}
      opened
      onClose={onClose}
      submitLabel={t('questions.do.toCase')}
      canSubmit={subject.trim() !== '' && categoryCode !== null}
      onSubmit={async () => {
        if (categoryCode === null) return null;
        const made = await run(questionToCase, { sessionId, questionId: row.id, subject, kind, categoryCode });
        if (made) tellDone(t('questions.caseMade', { number: made.number }));
        return made;
      }}
    >
      <Text size="sm">{row.text}</Text>
      <Text size="sm" c="dimmed">
        {t(merged > 0 ? 'questions.caseHelpMerged' : 'questions.caseHelp', { count: merged })}
      </Text>
      <TextInput
        label={t('questions.subject')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        maxLength={LIMITS.subject}
        required
        data-autofocus
      />
      <Select
        label={t('questions.kind')}
        data={CASE_KINDS.map((value) => ({ value, label: t(`case.kind.${value}`) }))}
        value={kind}
        onChange={(value) => value && setKind(value as CaseKind)}
        allowDeselect={false}
      />
      <CategorySelect value={categoryCode} onChange={setCategory} required />
    </FormDialog>
  );
}
