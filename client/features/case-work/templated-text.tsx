/** A text that templates can be put into, at the place of the cursor; what a case does not have is left to fill in. */
import { Select, Stack, Text, Textarea, type TextareaProps } from '@mantine/core';
import { useRef } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { listTemplates, type Template } from '../../../shared/actions/templates.ts';
import { fillTemplate, leftIn, TEMPLATE_FIELDS, type TemplateUse } from '../../../shared/templates.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { tellNot } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { putIn, templateValues } from './template-values.ts';

interface Props extends Omit<TextareaProps, 'onChange' | 'value'> {
  use: TemplateUse;
  detail: CaseDetail;
  zone: string;
  value: string;
  onText: (text: string) => void;
}

export function TemplatedText({ use, detail, zone, value, onText, ...rest }: Props) {
  const t = useT();
  const locale = useLanguage();
  const field = useRef<HTMLTextAreaElement>(null);
  const { data } = useAsk(listTemplates, {}, { staleMs: 60_000 });
  const templates = (data?.templates ?? []).filter((one) => one.use === use);
  const left = leftIn(value, use);
  const insert = (template: Template) => {
    const values = templateValues(detail, { now: serverNow(), zone, locale, anybody: t('templates.anybody') });
    const allowed = Object.fromEntries(TEMPLATE_FIELDS[use].map((name) => [name, values[name]]));
    const input = field.current;
    const [from, until] = [input?.selectionStart ?? value.length, input?.selectionEnd ?? value.length];
    const { text, at } = putIn(value, from, until, fillTemplate(template.text, allowed).text);
    if (rest.maxLength !== undefined && text.length > rest.maxLength) {
      return tellNot(t('templates.tooLong', { most: rest.maxLength }));
    }
    onText(text);
    // Once the field has the text.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(at, at);
    });
  };
  const items = (unit: boolean) =>
    templates.filter(({ unitId }) => (unitId !== null) === unit).map(({ id, title }) => ({ value: id, label: title }));
  const groups = [
    { group: t('templates.ofUnit'), items: items(true) },
    { group: t('templates.ofCounty'), items: items(false) },
  ];
  return (
    <Stack gap={4}>
      <Textarea {...rest} ref={field} value={value} onChange={(event) => onText(event.currentTarget.value)} />
      {left.length > 0 && (
        <Text size="xs" role="status">
          {t('templates.left', { names: left.map((name) => `{${name}}`).join(' ') })}
        </Text>
      )}
      {templates.length > 0 && (
        <Select
          size="xs"
          aria-label={t('templates.insert')}
          placeholder={t('templates.insert')}
          data={groups.filter((group) => group.items.length > 0)}
          value={null}
          onChange={(id) => {
            const template = templates.find((one) => one.id === id);
            if (template) insert(template);
          }}
          searchable
          nothingFoundMessage={t('choice.none')}
          w={220}
        />
      )}
    </Stack>
  );
}
