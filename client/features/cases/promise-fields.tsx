/** Wording, unit and date of a promise, as it is recorded and as it is corrected. */
import { Group, Textarea, TextInput } from '@mantine/core';
import { LIMITS } from '../../../shared/text.ts';
import { plainDate } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { UnitSelect } from './choices.tsx';

export interface PromiseText {
  readonly wording: string;
  readonly unitId: string | null;
  readonly dueOn: string;
}

/** Whether it can be recorded: everything is there, and the day is to come. */
export const isWhole = (text: PromiseText, today: string): text is PromiseText & { unitId: string } =>
  text.wording.trim() !== '' && text.unitId !== null && /^\d{4}-\d\d-\d\d$/.test(text.dueOn) && text.dueOn >= today;

export const onOneLine = (wording: string): string => wording.replace(/\s*\n\s*/g, ' ');

export function PromiseFields({
  value,
  onChange,
  zone,
}: {
  value: PromiseText;
  onChange: (value: PromiseText) => void;
  zone: string;
}) {
  const t = useT();
  const today = plainDate(useRealtime().now(), zone);
  return (
    <>
      <Textarea
        label={t('aide.wording')}
        description={t('aide.wordingHelp')}
        value={value.wording}
        onChange={(event) => onChange({ ...value, wording: event.currentTarget.value })}
        maxLength={LIMITS.wording}
        autosize
        minRows={2}
        maxRows={6}
        size="md"
      />
      <Group gap="xs" grow align="flex-start">
        <UnitSelect
          label={t('aide.unit')}
          value={value.unitId}
          onChange={(unitId) => onChange({ ...value, unitId })}
          size="md"
        />
        <TextInput
          type="date"
          label={t('aide.due')}
          value={value.dueOn}
          min={today}
          error={value.dueOn !== '' && value.dueOn < today ? t('aide.duePast') : undefined}
          onChange={(event) => onChange({ ...value, dueOn: event.currentTarget.value })}
          size="md"
        />
      </Group>
    </>
  );
}
