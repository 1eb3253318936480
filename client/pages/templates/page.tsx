/** Templates for replies and instructions: the county's office keeps its own, a head the unit's. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listTemplates, removeTemplate, type Template } from '../../../shared/actions/templates.ts';
import { TEMPLATE_USES, type TemplateUse } from '../../../shared/templates.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { TemplateForm } from './form.tsx';
import css from './templates.module.css';

/** What others changed is seen within so long. */
const EVERY_MS = 5_000;

export default function TemplatesPage() {
  const t = useT();
  const asked = useAsk(listTemplates, {}, { everyMs: EVERY_MS });
  const cache = useQueryClient();
  const [changed, setChanged] = useState<Template | null>(null);
  const [leaving, setLeaving] = useState<Template | null>(null);
  const renewed = () => cache.invalidateQueries({ queryKey: [listTemplates.name] });
  const remove = async ({ id, title }: Template) => {
    try {
      await callAction(removeTemplate, { templateId: id });
      tellDone(t('templates.removed', { title }));
    } catch (error) {
      tellRefusal(error);
    }
    if (changed?.id === id) setChanged(null);
    await renewed();
  };
  return (
    <Shell title={t('templates.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('templates.title')}</Title>
        <Text size="sm">{t('templates.what')}</Text>
        {asked.isPending && <Skeleton h={240} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && (
          <div className={css.grid}>
            <Stack gap="sm">
              {TEMPLATE_USES.map((use) => (
                <OfUse
                  key={use}
                  use={use}
                  templates={asked.data.templates.filter((one) => one.use === use)}
                  onChange={setChanged}
                  onRemove={setLeaving}
                />
              ))}
            </Stack>
            <TemplateForm
              key={changed ? `${changed.id} ${changed.version}` : 'new'}
              changed={changed}
              onDone={() => {
                setChanged(null);
                void renewed();
              }}
              onStale={() => void renewed()}
            />
          </div>
        )}
      </Stack>
      {leaving && (
        <FormDialog
          title={t('templates.removeOne', { title: leaving.title })}
          opened
          onClose={() => setLeaving(null)}
          submitLabel={t('templates.remove')}
          onSubmit={() => remove(leaving)}
        >
          <Text size="sm">{t('templates.removeSays')}</Text>
        </FormDialog>
      )}
    </Shell>
  );
}

interface OfUseProps {
  use: TemplateUse;
  templates: readonly Template[];
  onChange: (template: Template) => void;
  onRemove: (template: Template) => void;
}

function OfUse({ use, templates, onChange, onRemove }: OfUseProps) {
  const t = useT();
  return (
    <Panel title={`${t(`templates.use.${use}`)} ${templates.length}`}>
      {templates.length === 0 && <Text size="sm">{t('templates.none')}</Text>}
      <ul className={css.list}>
        {templates.map((one) => (
          <li key={one.id}>
            <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
              <span className={css.title}>{one.title}</span>
              <Group gap={4} wrap="nowrap">
                <Badge size="sm" variant="light" color={one.unitId === null ? 'blue' : 'teal'} miw="max-content">
                  {t(one.unitId === null ? 'templates.ofCounty' : 'templates.ofUnit')}
                </Badge>
                {one.keeps && (
                  <>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t('templates.changeOne', { title: one.title })}
                      onClick={() => onChange(one)}
                    >
                      {t('templates.change')}
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t('templates.removeOne', { title: one.title })}
                      onClick={() => onRemove(one)}
                    >
                      {t('templates.remove')}
                    </Button>
                  </>
                )}
              </Group>
            </Group>
            <div className={css.text}>{one.text}</div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
