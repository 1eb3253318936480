/** Where a captioner types: what grows is read by everybody within a moment, Enter finishes a line (C15). */
import { Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { LIMITS } from '../../../shared/text.ts';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import captionCss from '../../features/captions/captions.module.css';
import { useRealtime } from '../../realtime/react.tsx';
import { CaptionPen } from './caption-pen.ts';

/** `callId`: of the call on the stage, live or held; what is typed for one is never sent with another. */
export function CaptionField({ callId, live }: { callId: string | null; live: boolean }) {
  const t = useT();
  const client = useRealtime();
  const [text, setText] = useState('');
  const pen = useRef<CaptionPen | null>(null);
  useEffect(() => {
    if (callId === null) return;
    const made = new CaptionPen(client, callId);
    pen.current = made;
    return () => {
      pen.current = null;
      made.close();
      setText('');
    };
  }, [client, callId]);
  const finish = () => {
    const line = text.trim();
    if (line === '' || !live) return;
    setText('');
    const its = pen.current;
    its?.finish(line).catch((error: unknown) => {
      tellRefusal(error);
      if (pen.current === its) setText((typedSince) => (typedSince === '' ? line : typedSince));
    });
  };
  return (
    <>
      <Textarea
        label={t('guest.captionField')}
        description={t(live ? 'guest.captionHelp' : 'guest.captionWhen')}
        classNames={{ input: captionCss.field }}
        value={text}
        maxLength={LIMITS.caption}
        autosize
        minRows={2}
        maxRows={4}
        data-autofocus
        onChange={({ currentTarget: { value }, nativeEvent }) => {
          const line = value.replace(/\s*\n\s*/g, ' ');
          setText(line);
          // What an input method has not settled on is nobody's to read yet.
          if (live && !(nativeEvent as InputEvent).isComposing) pen.current?.type(line);
        }}
        onCompositionEnd={({ currentTarget: { value } }) => live && pen.current?.type(value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          finish();
        }}
      />
      <Text size="sm" c="dimmed" ta="end">
        {t('guest.captionLeft', { count: LIMITS.caption - text.length })}
      </Text>
    </>
  );
}
