/** One question; phone and code only where this phone is not signed in yet. */
import { type FormEvent, useState } from 'react';
import { askQuestion } from '../../../shared/actions/questions.ts';
import { QUESTION_LENGTH } from '../../../shared/questions.ts';
import { LIMITS } from '../../../shared/text.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { WithPhone } from '../board/with-phone.tsx';
import { useAskDraft } from './draft.ts';
import { useAskT } from './texts.ts';

export function AskForm({ sessionId, onAsked }: { sessionId: string; onAsked: () => void }) {
  const t = useAskT();
  const { draft, change, clear } = useAskDraft(sessionId);
  const [checked, setChecked] = useState(false);
  const [withPhone, setWithPhone] = useState(false);
  const { busy, refusal, act } = useAct();
  const text = draft.text.trim();
  const name = draft.name.trim();
  const { length } = text;
  const wrongText = length === 0 ? t('ask.textMissing') : length > QUESTION_LENGTH ? tooLong(length) : undefined;
  function tooLong(count: number) {
    return t('ask.textLong', { count, most: QUESTION_LENGTH });
  }
  const send = () =>
    void act(async () => {
      try {
        await callAction(askQuestion, { sessionId, text, name, publicName: draft.publicName });
      } catch (error) {
        const { code } = asRefusal(error);
        setWithPhone(code === 'NOT_SIGNED_IN');
        if (code === 'NOT_SIGNED_IN') return;
        // Asked already, in another tab maybe: it stands in the place of this form then.
        if (code === 'ALREADY_ASKED') onAsked();
        throw error;
      }
      clear();
      onAsked();
    });
  if (withPhone)
    return (
      <>
        <p>{t('ask.whoAsks')}</p>
        <WithPhone phone={draft.phone} onPhone={(phone) => change({ phone })} onVerified={send} />
        <RefusalText refusal={refusal} />
      </>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (wrongText === undefined && name !== '') send();
  };
  return (
    <form className="stack" noValidate onSubmit={submit} aria-label={t('ask.write')}>
      <TextArea
        label={t('ask.text')}
        hint={t('ask.textHint')}
        value={draft.text}
        onText={(typed) => change({ text: typed.replace(/\n/g, ' ') })}
        longest={QUESTION_LENGTH}
        error={checked || length > QUESTION_LENGTH ? wrongText : undefined}
      />
      <TextField
        label={t('ask.name')}
        hint={t('ask.nameHint')}
        autoComplete="name"
        maxLength={LIMITS.name}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        error={checked && name === '' ? t('ask.nameMissing') : undefined}
      />
      <TextField
        label={t('ask.publicName')}
        hint={t('ask.publicNameHint')}
        autoComplete="off"
        maxLength={LIMITS.publicName}
        value={draft.publicName}
        onChange={(event) => change({ publicName: event.target.value })}
      />
      <RefusalText refusal={refusal} />
      <Button type="submit" kind="primary" wide busy={busy}>
        {t('ask.submit')}
      </Button>
    </form>
  );
}
