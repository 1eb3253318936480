/** Whether others would hear themselves come back from this room's loudspeaker, as a verdict in plain words. */
import { useState } from 'react';
import type { EchoVerdict } from '../../media/echo.ts';
import { Button } from '../../ui/button.tsx';
import { useCallT } from '../citizen-media/call-texts.ts';
import type { PageDevices } from '../citizen-media/use-local-media.ts';

type State = 'idle' | 'measuring' | 'failed' | EchoVerdict;

export function EchoCheck({ devices }: { devices: PageDevices }) {
  const t = useCallT();
  const [state, setState] = useState<State>('idle');
  const { microphone } = devices.snapshot;
  const measure = async () => {
    setState('measuring');
    try {
      const { measureEcho } = await import('../../media/measure-echo.ts');
      setState(await measureEcho(microphone?.getSettings().deviceId));
    } catch (error) {
      console.error('The echo was not measured', error);
      setState('failed');
    }
  };
  if (!microphone) return null;
  return (
    <section className="card" aria-labelledby="check-echo">
      <h2 id="check-echo">{t('check.echo')}</h2>
      <p>{t('check.echoWhat')}</p>
      <Button busy={state === 'measuring'} onClick={() => void measure()}>
        {t(state === 'idle' ? 'check.echoPlay' : 'check.again')}
      </Button>
      <div role="status">
        {state === 'measuring' && <p>{t('check.echoMeasuring')}</p>}
        {state === 'none' && <p className="note good">{t('check.echoNone')}</p>}
        {state === 'removed' && <p className="note good">{t('check.echoRemoved')}</p>}
        {state === 'remains' && <p className="note warn">{t('check.echoRemains')}</p>}
        {state === 'failed' && <p className="note warn">{t('check.echoFailed')}</p>}
      </div>
    </section>
  );
}
