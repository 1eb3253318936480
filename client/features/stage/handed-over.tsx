/** At the desk of a department's room: a call that was handed over rings until its officer has seen it (C4). */
import { Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useRing } from '../../desk/use-ring.ts';
import { handedOver } from './arrived.ts';
import { useDeskMedia } from './desk-media.tsx';

type View = ViewOf<'duty'>;

export function HandedOver({ view }: { view: View }) {
  const t = useT();
  const { own } = useDeskMedia();
  const before = useRef(view);
  const [unseenId, setUnseenId] = useState<string | null>(null);
  useEffect(() => {
    const callId = handedOver(before.current, view);
    before.current = view;
    if (callId) setUnseenId(callId);
  }, [view]);
  const call = view.calls.find(({ head }) => head.id === unseenId && head.state !== 'ended');
  const title = t('duty.handedOver', { number: call?.matter.number ?? '', name: call?.matter.name ?? '' });
  useRing(call !== undefined, title);
  if (!call) return null;
  return (
    <Panel title={title}>
      <Stack gap="sm" role="alert" align="start">
        <Text size="sm">{t(own.camera || own.microphone ? 'duty.handedOverHere' : 'summons.devicesFirst')}</Text>
        <ActButton
          size="md"
          act={() => {
            setUnseenId(null);
            return undefined;
          }}
        >
          {t('duty.handedOverSeen')}
        </ActButton>
      </Stack>
    </Panel>
  );
}
