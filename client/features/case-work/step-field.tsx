/** One field of a step's dialog. */
import { Autocomplete, Group, NumberInput, Radio, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { useT } from '../../desk/texts.ts';
import { translateIfKnown } from '../../i18n/i18n.ts';
import { PeopleSelect, UnitSelect, UnitsSelect } from '../cases/choices.tsx';
import type { Field, Value, Values } from './forms.ts';
import { TemplatedText } from './templated-text.tsx';

interface Props {
  detail: CaseDetail;
  zone: string;
  field: Field;
  values: Values;
  onChange: (value: Value) => void;
  /** Numbers of cases near this one, to choose from. */
  numbers: readonly string[];
  /** Units that this one cannot be. */
  without: readonly (string | undefined)[];
  first: boolean;
  caseId: string;
}

/** More of them than fit on a line are chosen from a list. */
const ON_A_LINE = 3;

export function StepField({ detail, zone, field, values, onChange, numbers, without, first, caseId }: Props) {
  const t = useT();
  const { as, name } = field;
  const value = values[name];
  const common = {
    label: field.optional ? t('caseStep.optional', { field: t(field.label) }) : t(field.label),
    required: !field.optional,
    withAsterisk: false,
    ...(first ? { 'data-autofocus': true } : {}),
  };
  const typed = typeof value === 'string' ? value : '';
  switch (as.kind) {
    case 'line':
      return (
        <TextInput
          {...common}
          value={typed}
          maxLength={as.max}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text': {
      const size = { maxLength: as.max, autosize: true, minRows: 3, maxRows: 12 };
      return as.templates ? (
        <TemplatedText
          {...common}
          {...size}
          use={as.templates}
          detail={detail}
          zone={zone}
          value={typed}
          onText={onChange}
        />
      ) : (
        <Textarea {...common} {...size} value={typed} onChange={(event) => onChange(event.currentTarget.value)} />
      );
    }
    case 'unit':
      return <UnitSelect {...common} value={typed || null} without={without} onChange={(to) => onChange(to ?? '')} />;
    case 'units':
      return (
        <UnitsSelect {...common} value={Array.isArray(value) ? value : []} without={without} onChange={onChange} />
      );
    case 'people':
      return <PeopleSelect {...common} caseId={caseId} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    case 'days':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          min={1}
          max={60}
          allowDecimal={false}
          onChange={(to) => onChange(typeof to === 'number' ? to : '')}
        />
      );
    case 'date':
    case 'time':
      return (
        <TextInput {...common} type={as.kind} value={typed} onChange={(event) => onChange(event.currentTarget.value)} />
      );
    case 'caseNumber':
      return <Autocomplete {...common} value={typed} data={[...new Set(numbers)]} maxLength={24} onChange={onChange} />;
    case 'switch':
      return (
        <Switch
          label={t(field.label)}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'yesNo':
      return (
        <Radio.Group
          label={common.label}
          value={value === undefined ? null : String(value)}
          onChange={(to) => onChange(to === 'true')}
        >
          <Group gap="md" mt={4}>
            <Radio value="true" label={t(as.yes)} {...(first ? { 'data-autofocus': true } : {})} />
            <Radio value="false" label={t(as.no)} />
          </Group>
        </Radio.Group>
      );
    case 'choice': {
      const choices = as.of.map((one) => ({ value: one, label: translateIfKnown(`${as.words}.${one}`) ?? one }));
      if (choices.length > ON_A_LINE) {
        return (
          <Select
            {...common}
            data={choices}
            value={typed || null}
            onChange={(to) => onChange(to ?? '')}
            placeholder={t('choice.choose')}
          />
        );
      }
      return (
        <Radio.Group label={common.label} value={typed || null} onChange={onChange}>
          <Group gap="md" mt={4}>
            {choices.map((one, index) => (
              <Radio key={one.value} {...one} {...(first && index === 0 ? { 'data-autofocus': true } : {})} />
            ))}
          </Group>
        </Radio.Group>
      );
    }
  }
}
