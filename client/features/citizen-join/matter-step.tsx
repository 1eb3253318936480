/** The matter in one sentence; more if one likes. */
import { type FormEvent, useState } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useT } from '../../ui/texts.ts';
import type { JoinDraft } from './draft.ts';

interface MatterStepProps {
  draft: Pick<JoinDraft, 'subject' | 'more'>;
  onChange: (changes: Partial<JoinDraft>) => void;
  onDone: () => void;
  /** What the button says; “next” unless told. */
  submit?: string;
  busy?: boolean;
}

export function MatterStep({ draft, onChange, onDone, submit: submitText, busy = false }: MatterStepProps) {
  const t = useT();
  const [tried, setTried] = useState(false);
  const length = [...draft.subject.trim()].length;
  const subjectError = length === 0 ? 'join.subjectMissing' : length > LIMITS.subject ? 'join.tooLong' : undefined;
  const moreTooLong = [...draft.more].length > LIMITS.more;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!subjectError && !moreTooLong) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextArea
        label={t('join.subject')}
        hint={t('join.subjectHint')}
        rows={2}
        longest={LIMITS.subject}
        value={draft.subject}
        error={
          subjectError && (tried || length > LIMITS.subject) ? t(subjectError, { most: LIMITS.subject }) : undefined
        }
        onText={(subject) => onChange({ subject: subject.replace(/\n/g, ' ') })}
      />
      <TextArea
        label={t('join.more')}
        hint={t('join.moreHint')}
        rows={4}
        longest={LIMITS.more}
        value={draft.more}
        error={moreTooLong ? t('join.tooLong', { most: LIMITS.more }) : undefined}
        onText={(more) => onChange({ more })}
      />
      <Button type="submit" kind="primary" wide busy={busy}>
        {submitText ?? t('action.next')}
      </Button>
    </form>
  );
}
