/** A note for staff alone, and the colleagues who are to see it. */
import { MultiSelect, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { addCaseNote, type CaseDetail } from '../../../shared/actions/cases.ts';
import { listCaseReaders, MOST_MENTIONS } from '../../../shared/actions/mentions.ts';
import { LIMITS } from '../../../shared/text.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useAsk } from '../../desk/ask.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { leaveOnEscape } from './leave.ts';
import { useOnCase } from './use-on-case.ts';

export function NotePane({ detail }: { detail: CaseDetail }) {
  const t = useT();
  const act = useOnCase();
  const [text, setText] = useState('');
  const [named, setNamed] = useState<string[]>([]);
  const { data } = useAsk(listCaseReaders, { caseId: detail.case.id }, { staleMs: 60_000 });
  const add = async () => {
    const mentions = named.length === 0 ? {} : { mentions: named };
    if (!(await act(addCaseNote, { caseId: detail.case.id, text, ...mentions }, t('case.noteAdded')))) return;
    setText('');
    setNamed([]);
  };
  return (
    <Panel title={t('case.note')}>
      <Stack gap="xs">
        <Textarea
          id="note"
          aria-label={t('case.note')}
          description={t('case.noteHelp')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            leaveOnEscape(event);
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') void add();
          }}
          maxLength={LIMITS.note}
          autosize
          minRows={2}
          maxRows={8}
        />
        <MultiSelect
          size="xs"
          label={t('casePane.mention')}
          data={(data?.people ?? []).map(({ personId, name, unitName }) => ({
            value: personId,
            label: unitName === null ? name : t('punctuation.qualified', { name, note: unitName }),
          }))}
          value={named}
          onChange={setNamed}
          searchable
          hidePickedOptions
          maxValues={MOST_MENTIONS}
          nothingFoundMessage={t('choice.none')}
        />
        <ActButton disabled={text.trim() === ''} act={add} style={{ alignSelf: 'flex-end' }}>
          {t('case.addNote')}
        </ActButton>
      </Stack>
    </Panel>
  );
}
