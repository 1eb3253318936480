/** One text to one case: something to add, the answer to a question, why it is not solved. */
import { type FormEvent, useState } from 'react';
import { addToMyCase, answerMyCase, type MyCase, myCaseNotSolved } from '../../../shared/actions/my.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { NotSent } from './not-sent.tsx';
import { useMyT } from './texts.ts';
import { draftOf, useSending } from './use-sending.ts';

export type Written = 'add' | 'answer' | 'notSolved';

interface WriteFormProps {
  of: MyCase;
  what: Written;
  onDone: () => void;
  onChanged: () => void;
}

export function WriteForm({ of, what, onDone, onChanged }: WriteFormProps) {
  const t = useMyT();
  const [wrong, setWrong] = useState(false);
  const { draft, change, send, busy, refusal } = useSending(
    { number: of.number, version: of.version, what: draftOf(what, of.questionAt) },
    { text: '' },
    { onDone, onChanged },
  );
  const longest = what === 'notSolved' ? LIMITS.reason : LIMITS.more;
  const { text } = draft;
  const isEmpty = text.trim() === '';
  const isLong = [...text.trim()].length > longest;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(isEmpty || isLong);
    if (isEmpty || isLong || busy) return;
    const { caseId } = of;
    void send((version, commandId) => {
      const options = { commandId };
      switch (what) {
        case 'add':
          return callAction(addToMyCase, { caseId, version, text }, options);
        case 'answer':
          return callAction(answerMyCase, { caseId, version, text }, options);
        case 'notSolved':
          return callAction(myCaseNotSolved, { caseId, version, reason: text }, options);
      }
    });
  };
  const missing = isEmpty ? t('my.empty') : t('join.tooLong', { most: longest });
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <TextArea
        label={t(`my.write.${what}.label`)}
        hint={t(`my.write.${what}.hint`)}
        value={text}
        longest={longest}
        rows={5}
        error={wrong && (isEmpty || isLong) ? missing : undefined}
        onText={(typed) => change({ text: typed })}
      />
      <NotSent refusal={refusal} />
      <Button type="submit" kind="primary" wide busy={busy}>
        {t(busy ? 'my.sending' : `my.write.${what}.send`)}
      </Button>
    </form>
  );
}
