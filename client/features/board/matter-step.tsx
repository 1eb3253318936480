/** What it is: kind, subject and content, with how long each may be. */
import { type FormEvent, useState } from 'react';
import { lengthsOf } from '../../../shared/board.ts';
import { CASE_KINDS } from '../../../shared/states.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import type { BoardDraft } from './draft.ts';
import { Similar } from './similar.tsx';
import { useBoardT } from './texts.ts';

export interface StepProps {
  draft: BoardDraft;
  onChange: (changes: Partial<BoardDraft>) => void;
  onDone: () => void;
}

export function MatterStep({ draft, onChange, onDone }: StepProps) {
  const t = useBoardT();
  const [tried, setTried] = useState(false);
  const most = lengthsOf(draft.kind);
  const isComplaint = draft.kind === 'complain';
  const fault = (field: 'subject' | 'content'): string | undefined => {
    const { length } = draft[field].trim();
    if (length > most[field]) return t('write.tooLong', { length, most: most[field] });
    return tried && length === 0 ? t('write.missing') : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const fits = (['subject', 'content'] as const).every((field) => {
      const { length } = draft[field].trim();
      return length > 0 && length <= most[field];
    });
    if (fits) onDone();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <fieldset className="field">
        <legend>{t('write.kind')}</legend>
        <div className="row">
          {CASE_KINDS.map((kind) => (
            <Button key={kind} aria-pressed={draft.kind === kind} onClick={() => onChange({ kind })}>
              {t(`write.kinds.${kind}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      {isComplaint ? (
        <TextArea
          label={t('write.demand')}
          hint={t('write.demandHint')}
          longest={most.subject}
          value={draft.subject}
          error={fault('subject')}
          // One line: it heads the case.
          onText={(subject) => onChange({ subject: subject.replace(/\s*\n\s*/g, ' ') })}
        />
      ) : (
        <TextField
          label={t('write.subject')}
          counter={`${draft.subject.length} / ${most.subject}`}
          value={draft.subject}
          error={fault('subject')}
          onChange={(event) => onChange({ subject: event.target.value })}
        />
      )}
      <TextArea
        label={t(isComplaint ? 'write.detail' : 'write.content')}
        hint={t(isComplaint ? 'write.detailHint' : 'write.contentHint')}
        rows={6}
        longest={most.content}
        value={draft.content}
        error={fault('content')}
        onText={(content) => onChange({ content })}
      />
      <Similar subject={draft.subject} content={draft.content} place={draft.place} />
      <Button type="submit" kind="primary" wide>
        {t('action.next')}
      </Button>
    </form>
  );
}
