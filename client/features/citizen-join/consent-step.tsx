/** Consent to the call, its recording and its broadcast, each on its own (T6), and the name used in public. */
import { type FormEvent, useState } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField, Tick } from '../../ui/field.tsx';
import { useT } from '../../ui/texts.ts';
import type { JoinDraft } from './draft.ts';
import { surnameOf } from './surname.ts';

interface ConsentStepProps {
  draft: JoinDraft;
  /** The county opened this session to the public; otherwise nothing is broadcast. */
  open: boolean;
  /** What the button says that ends it. */
  submit: string;
  busy: boolean;
  onChange: (changes: Partial<JoinDraft>) => void;
  onDone: () => void;
}

export function ConsentStep({ draft, open, submit: submitText, busy, onChange, onDone }: ConsentStepProps) {
  const t = useT();
  const [tried, setTried] = useState(false);
  const surname = surnameOf(draft.name);
  const suggestions = [t('join.mr', { surname }), t('join.ms', { surname })];
  const length = [...draft.publicName.trim()].length;
  const nameError = length === 0 ? 'join.publicNameMissing' : length > LIMITS.publicName ? 'join.tooLong' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.call && !nameError) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <div className="stack tight">
        <Tick
          label={t('join.consentCall')}
          hint={t('join.consentCallHint')}
          checked={draft.call}
          onChange={(call) => onChange({ call })}
        />
        <p className="field-error" role="alert">
          {tried && !draft.call && t('join.consentCallMissing')}
        </p>
        <Tick
          label={t('join.consentRecording')}
          hint={t('join.consentRecordingHint')}
          checked={draft.recording}
          onChange={(recording) => onChange({ recording })}
        />
        {open && (
          <Tick
            label={t('join.consentBroadcast')}
            hint={t('join.consentBroadcastHint')}
            checked={draft.broadcast}
            onChange={(broadcast) => onChange({ broadcast })}
          />
        )}
      </div>
      <TextField
        label={t('join.publicName')}
        hint={t('join.publicNameHint')}
        autoComplete="off"
        value={draft.publicName}
        error={tried && nameError ? t(nameError, { most: LIMITS.publicName }) : undefined}
        onChange={(event) => onChange({ publicName: event.target.value })}
      />
      {surname && (
        <div className="row">
          {suggestions.map((name) => (
            <Button key={name} aria-pressed={draft.publicName === name} onClick={() => onChange({ publicName: name })}>
              {name}
            </Button>
          ))}
        </div>
      )}
      <p className="soft">{t('join.consentRevocable')}</p>
      <Button type="submit" kind="primary" wide busy={busy}>
        {submitText}
      </Button>
    </form>
  );
}
