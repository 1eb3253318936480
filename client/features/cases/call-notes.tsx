/** The aide's notes of the running call: saved while typing pauses, and said so. */
import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { noteCall } from '../../../shared/actions/desk.ts';
import { LIMITS } from '../../../shared/text.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { inField, sameWords } from './note-words.ts';

const PAUSE_MS = 800;
type Saving = 'help' | 'saving' | 'saved' | 'failed';
const WORDS = {
  help: 'aide.noteHelp',
  saving: 'aide.noteSaving',
  saved: 'aide.noteSaved',
  failed: 'aide.noteFailed',
} as const;

export function CaseNotes({ sessionId, callId, note }: { sessionId: string; callId: string; note: string }) {
  const t = useT();
  const client = useRealtime();
  const [text, setText] = useState(note);
  const [saving, setSaving] = useState<Saving>('help');
  const saved = useRef(note);
  const latest = useRef(note);

  useEffect(() => {
    latest.current = text;
  }, [text]);

  useEffect(() => {
    const shown = inField(latest.current, saved.current, note);
    if (shown === latest.current) return;
    saved.current = note;
    latest.current = note;
    setText(note);
  }, [note]);

  useEffect(() => {
    if (sameWords(text, saved.current)) return;
    setSaving('saving');
    const save = () => {
      client.action(noteCall, { sessionId, callId, note: text }).then(
        () => {
          saved.current = text;
          if (latest.current === text) setSaving('saved');
        },
        () => setSaving('failed'),
      );
    };
    const timer = setTimeout(save, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, client, sessionId, callId]);

  // What was typed in the last moment is saved when the call leaves the desk, too.
  useEffect(
    () => () => {
      if (!sameWords(latest.current, saved.current))
        client.action(noteCall, { sessionId, callId, note: latest.current }).catch(() => undefined);
    },
    [client, sessionId, callId],
  );

  return (
    <Panel title={t('aide.note')} aside={<span role="status">{t(WORDS[saving])}</span>}>
      <Textarea
        aria-label={t('aide.note')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={LIMITS.note}
        autosize
        minRows={5}
        maxRows={14}
        size="md"
      />
    </Panel>
  );
}
