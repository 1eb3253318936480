/** Who is calling and where they live. */
import { type FormEvent, useState } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { Button } from '../../ui/button.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { useT } from '../../ui/texts.ts';
import type { JoinDraft } from './draft.ts';

interface WhoStepProps {
  draft: JoinDraft;
  /** Others use this device after them: its browser is to offer nobody's name. */
  sharedDevice?: boolean;
  places: readonly { township: string; villages: string[] }[];
  onChange: (changes: Partial<JoinDraft>) => void;
  onDone: () => void;
}

export function WhoStep({ draft, sharedDevice = false, places, onChange, onDone }: WhoStepProps) {
  const t = useT();
  const [tried, setTried] = useState(false);
  const villages = places.find((place) => place.township === draft.township)?.villages ?? [];
  const needsVillage = villages.length > 0 && !draft.village;
  const nameLength = [...draft.name.trim()].length;
  const nameTooLong = nameLength > LIMITS.name;
  const nameMissing = nameLength === 0;
  const nameError = nameTooLong ? 'join.tooLong' : tried && nameMissing ? 'join.nameMissing' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!nameTooLong && !nameMissing && draft.township && !needsVillage) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <fieldset className="field">
        <legend>{t('join.whoCalls')}</legend>
        <div className="row">
          {[false, true].map((another) => (
            <Button
              key={String(another)}
              aria-pressed={draft.another === another}
              onClick={() => draft.another !== another && onChange({ another, name: '', publicName: '' })}
            >
              {t(another ? 'join.whoOther' : 'join.whoMe')}
            </Button>
          ))}
        </div>
      </fieldset>
      <TextField
        label={t(draft.another ? 'join.nameOfOther' : 'join.name')}
        hint={t(draft.another ? 'join.nameOfOtherHint' : 'join.nameHint')}
        name="name"
        autoComplete={draft.another || sharedDevice ? 'off' : 'name'}
        value={draft.name}
        error={nameError && t(nameError, { most: LIMITS.name })}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <Select
        label={t('join.township')}
        empty={t('join.choose')}
        options={places.map((place) => place.township)}
        value={draft.township}
        error={tried && !draft.township ? t('join.townshipMissing') : undefined}
        onChoice={(township) => onChange({ township, village: '' })}
      />
      {villages.length > 0 && (
        <Select
          label={t('join.village')}
          empty={t('join.choose')}
          options={villages}
          value={draft.village}
          error={tried && needsVillage ? t('join.villageMissing') : undefined}
          onChoice={(village) => onChange({ village })}
        />
      )}
      <Button type="submit" kind="primary" wide>
        {t('action.next')}
      </Button>
    </form>
  );
}
