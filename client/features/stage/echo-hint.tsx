/** To the place whose loudspeaker goes into its own microphone: calm, and gone with a press or with the echo. */
import { useState } from 'react';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useEcho } from '../../media/use-echo.ts';
import { useDeskMedia } from './desk-media.tsx';

export function EchoHint({ className }: { className: string | undefined }) {
  const t = useT();
  const { own, muted, streams } = useDeskMedia();
  const played = streams.filter(({ source, flowing }) => source === 'microphone' && flowing).map(({ track }) => track);
  const echo = useEcho(muted.microphone ? null : own.microphone, played);
  const [dismissed, setDismissed] = useState(false);
  const shown = echo && !dismissed;
  return (
    <div role="status" className={shown ? className : undefined}>
      {shown && (
        <>
          <Icon name="microphone" /> <span>{t('device.echo')}</span>{' '}
          <button type="button" onClick={() => setDismissed(true)}>
            {t('device.echoRead')}
          </button>
        </>
      )}
    </div>
  );
}
