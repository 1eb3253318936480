/** Who writes: the real name for staff, another for the public, and whether it may be public at all (T6). */
import { type FormEvent, useState } from 'react';
import { ALIAS_LENGTH } from '../../../shared/board.ts';
import { LIMITS } from '../../../shared/text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField, Tick } from '../../ui/field.tsx';
import { surnameOf } from '../citizen-join/surname.ts';
import type { StepProps } from './matter-step.tsx';
import { useBoardT } from './texts.ts';

export function SenderStep({ draft, busy, onChange, onDone }: StepProps & { busy: boolean }) {
  const t = useBoardT();
  const [tried, setTried] = useState(false);
  const surname = surnameOf(draft.name);
  const aboutUnit = draft.kind === 'complain' && draft.aboutUnitId !== '';
  const fault = (text: string, most: number) => {
    const { length } = text.trim();
    if (length > most) return t('write.tooLong', { length, most });
    return length === 0 ? t('write.missing') : undefined;
  };
  const wrong = { name: fault(draft.name, LIMITS.name), alias: fault(draft.alias, ALIAS_LENGTH) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong.name && !wrong.alias) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={t('write.name')}
        hint={t('write.nameHint')}
        name="name"
        autoComplete="name"
        value={draft.name}
        error={tried ? wrong.name : undefined}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextField
        label={t('write.alias')}
        hint={t('write.aliasHint')}
        autoComplete="off"
        value={draft.alias}
        error={tried ? wrong.alias : undefined}
        onChange={(event) => onChange({ alias: event.target.value })}
      />
      {surname && (
        <div className="row">
          {[t('join.mr', { surname }), t('join.ms', { surname })].map((alias) => (
            <Button key={alias} aria-pressed={draft.alias === alias} onClick={() => onChange({ alias })}>
              {alias}
            </Button>
          ))}
        </div>
      )}
      {aboutUnit ? (
        <p className="note">{t('write.publishNot')}</p>
      ) : (
        <Tick
          label={t('write.publish')}
          hint={t('write.publishHint')}
          checked={draft.publish}
          onChange={(publish) => onChange({ publish })}
        />
      )}
      <Button type="submit" kind="primary" wide busy={busy}>
        {t('write.send')}
      </Button>
    </form>
  );
}
