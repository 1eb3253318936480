/** A new template, or one that is changed. Placeholders are put in by a press; one that is unknown is named while it is typed. */
import { Alert, Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { saveTemplate, type Template } from '../../../shared/actions/templates.ts';
import type { Refusal } from '../../../shared/errors.ts';
import {
  TEMPLATE_FIELDS,
  TEMPLATE_TITLE,
  TEMPLATE_USES,
  type TemplateUse,
  unknownIn,
} from '../../../shared/templates.ts';
import { LIMITS } from '../../../shared/text.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone, wordsOf } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { putIn } from '../../features/case-work/template-values.ts';

interface Props {
  /** `null`: a new one. */
  changed: Template | null;
  onDone: () => void;
  onStale: () => void;
}

const WHOSE = ['ofCounty', 'ofUnit'] as const;

export function TemplateForm({ changed, onDone, onStale }: Props) {
  const t = useT();
  const me = useMe();
  const mayCounty = me.roles.includes('supervisor') || me.roles.includes('administrator');
  const mayUnit = me.roles.includes('unitHead') && me.unitName !== null;
  const field = useRef<HTMLTextAreaElement>(null);
  const [ofUnit, setOfUnit] = useState(changed ? changed.unitId !== null : !mayCounty);
  const [wanted, setUse] = useState<TemplateUse>(changed?.use ?? 'reply');
  const [title, setTitle] = useState(changed?.title ?? '');
  const [text, setText] = useState(changed?.text ?? '');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // Instructions are a leader's.
  const use = ofUnit ? 'reply' : wanted;
  const unknown = unknownIn(text, use);
  const insert = (name: string) => {
    const input = field.current;
    const put = putIn(text, input?.selectionStart ?? text.length, input?.selectionEnd ?? text.length, `{${name}}`);
    setText(put.text);
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(put.at, put.at);
    });
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    try {
      const which = changed ? { templateId: changed.id, version: changed.version } : {};
      await callAction(saveTemplate, { ...which, ofUnit, use, title, text });
      tellDone(t('templates.saved', { title }));
      setTitle('');
      setText('');
      onDone();
    } catch (error) {
      const no = asRefusal(error);
      setRefusal(no);
      if (no.code === 'STALE') onStale();
    }
    setBusy(false);
  };
  return (
    <Panel title={changed ? t('templates.changeOne', { title: changed.title }) : t('templates.new')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="xs">
          {mayCounty && mayUnit && !changed && (
            <SegmentedControl
              size="xs"
              aria-label={t('templates.whose')}
              data={WHOSE.map((value) => ({ value, label: t(`templates.${value}`) }))}
              value={ofUnit ? 'ofUnit' : 'ofCounty'}
              onChange={(value) => setOfUnit(value === 'ofUnit')}
            />
          )}
          {!ofUnit && (
            <SegmentedControl
              size="xs"
              aria-label={t('templates.useOf')}
              data={TEMPLATE_USES.map((value) => ({ value, label: t(`templates.use.${value}`) }))}
              value={use}
              onChange={setUse}
            />
          )}
          <TextInput
            size="xs"
            label={t('templates.name')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={TEMPLATE_TITLE}
            required
          />
          <Textarea
            ref={field}
            label={t('templates.text')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={LIMITS.note}
            error={unknown.length > 0 ? t('error.PLACEHOLDER_UNKNOWN', { names: unknown.join(' ') }) : undefined}
            autosize
            minRows={6}
            maxRows={16}
            required
          />
          <Text size="xs">{t('templates.fieldsHelp')}</Text>
          <Group gap={4}>
            {TEMPLATE_FIELDS[use].map((name) => (
              <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
                {t('templates.field', { name: `{${name}}`, says: t(`templates.fields.${name}`) })}
              </Button>
            ))}
          </Group>
          {refusal && (
            <Alert color="orange" role="alert">
              {wordsOf(refusal)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            {changed && (
              <Button variant="default" size="xs" onClick={onDone}>
                {t('action.cancel')}
              </Button>
            )}
            <Button
              type="submit"
              size="xs"
              loading={busy}
              disabled={title.trim() === '' || text.trim() === '' || unknown.length > 0}
            >
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
