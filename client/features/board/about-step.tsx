/** To whom, of which category, whom a complaint is about, and where. */
import { type FormEvent, useState } from 'react';
import type * as z from 'zod/mini';
import type { showBoardForm } from '../../../shared/actions/board.ts';
import type { listCategories } from '../../../shared/actions/public.ts';
import { LIMITS } from '../../../shared/text.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select, TextField, Tick } from '../../ui/field.tsx';
import type { StepProps } from './matter-step.tsx';
import { useBoardT } from './texts.ts';

interface AboutStepProps extends StepProps {
  form: z.infer<typeof showBoardForm.result>;
  categories: z.infer<typeof listCategories.result>['categories'];
}

export function AboutStep({ draft, form, categories, onChange, onDone }: AboutStepProps) {
  const t = useBoardT();
  const nameKey = useLanguage() === 'en' ? 'nameEn' : 'name';
  const [tried, setTried] = useState(false);
  const level = categories.find(({ code }) => code === draft.category);
  const sub = level?.children.find(({ code }) => code === draft.subcategory);
  const addressees = form.addressees.map(({ id, title, holderName }) => ({ id, label: `${title} ${holderName}` }));
  const places = form.places.flatMap(({ township, villages }) => [
    township,
    ...villages.map((village) => `${township} ${village}`),
  ]);
  const placeTooLong = draft.place.trim().length > LIMITS.place;
  const missing = (value: unknown) => (tried && !value ? t('write.missing') : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (level && sub && !placeTooLong) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Select
        label={t('write.addressee')}
        hint={t('write.addresseeHint')}
        empty={t('write.anyone')}
        options={addressees.map(({ label }) => label)}
        value={addressees.find(({ id }) => id === draft.addresseeId)?.label ?? ''}
        onChoice={(label) => onChange({ addresseeId: addressees.find((one) => one.label === label)?.id ?? '' })}
      />
      <Select
        label={t('write.category')}
        empty={t('write.choose')}
        options={categories.map((one) => one[nameKey])}
        value={level?.[nameKey] ?? ''}
        error={missing(level)}
        onChoice={(name) =>
          onChange({ category: categories.find((one) => one[nameKey] === name)?.code ?? '', subcategory: '' })
        }
      />
      {level && (
        <Select
          label={t('write.subcategory')}
          empty={t('write.choose')}
          options={level.children.map((one) => one[nameKey])}
          value={sub?.[nameKey] ?? ''}
          error={missing(sub)}
          onChoice={(name) =>
            onChange({ subcategory: level.children.find((one) => one[nameKey] === name)?.code ?? '' })
          }
        />
      )}
      {draft.kind === 'complain' && (
        <Select
          label={t('write.about')}
          hint={t('write.aboutHint')}
          empty={t('write.aboutNone')}
          options={form.units.map(({ name }) => name)}
          value={form.units.find(({ id }) => id === draft.aboutUnitId)?.name ?? ''}
          onChoice={(name) => onChange({ aboutUnitId: form.units.find((unit) => unit.name === name)?.id ?? '' })}
        />
      )}
      <TextField
        label={t('write.place')}
        hint={t('write.placeHint')}
        value={draft.place}
        known={places}
        error={placeTooLong ? t('write.tooLong', { length: draft.place.trim().length, most: LIMITS.place }) : undefined}
        onChange={(event) => onChange({ place: event.target.value })}
      />
      {draft.place.trim() !== '' && (
        <Tick
          label={t('write.hidePlace')}
          checked={draft.hidePlace}
          onChange={(hidePlace) => onChange({ hidePlace })}
        />
      )}
      <Button type="submit" kind="primary" wide>
        {t('action.next')}
      </Button>
    </form>
  );
}
