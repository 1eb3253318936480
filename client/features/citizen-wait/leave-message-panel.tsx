/** Records a message on this phone instead of the call, shows it, and sends it (C12). */
import { useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../shared/errors.ts';
import { MESSAGE_MOST_MS } from '../../../shared/left-message.ts';
import { asRefusal } from '../../api/call-action.ts';
import { type DeviceProblem, openDevices } from '../../media/devices.ts';
import { canRecord, type RunningMessage, recordMessage } from '../../media/record-message.ts';
import { keepAwake } from '../../media/wake-lock.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { elapsed } from '../../ui/time.ts';
import { useCallT } from '../citizen-media/call-texts.ts';
import { DeviceHelp } from '../citizen-media/device-panel.tsx';
import { Picture } from '../citizen-media/picture.tsx';
import './leave-message.css';
import { dropMessage, type KeptMessage, keepMessage, keptMessage } from './kept-message.ts';
import { sendRecorded } from './send-message.ts';

type Step =
  | { readonly at: 'idle'; readonly problem: DeviceProblem | null }
  | { readonly at: 'opening' }
  | { readonly at: 'recording'; readonly camera: MediaStreamTrack | null; readonly since: number }
  | { readonly at: 'recorded'; readonly message: KeptMessage }
  /** 0 to 1. */
  | { readonly at: 'sending'; readonly message: KeptMessage; readonly part: number };

const IDLE: Step = { at: 'idle', problem: null };

export default function LeaveMessagePanel({ ticketId }: { ticketId: string }) {
  const t = useCallT();
  const [step, setStep] = useState<Step>(IDLE);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const running = useRef<RunningMessage | null>(null);
  const gone = useRef(false);
  const sending = useRef<AbortController | null>(null);

  // One that was recorded before and not sent to its end.
  useEffect(() => {
    gone.current = false;
    void keptMessage(ticketId).then((message) => {
      if (message && !gone.current) setStep((now) => (now.at === 'idle' ? { at: 'recorded', message } : now));
    });
    return () => {
      gone.current = true;
      running.current?.stop();
      sending.current?.abort();
    };
  }, [ticketId]);
  const isBusy = step.at === 'recording' || step.at === 'sending';
  useEffect(() => (isBusy ? keepAwake() : undefined), [isBusy]);

  const record = async (video: boolean) => {
    setRefusal(null);
    setStep({ at: 'opening' });
    const { camera, microphone, problems } = await openDevices({ camera: video ? null : false, microphone: null });
    // Nobody would know of what is recorded after the page has gone on.
    if (gone.current || !microphone) {
      camera?.stop();
      microphone?.stop();
      setStep({ at: 'idle', problem: problems.microphone ?? 'unknown' });
      return;
    }
    const tracks = [microphone, ...(camera ? [camera] : [])];
    try {
      running.current = recordMessage(tracks, MESSAGE_MOST_MS);
      setStep({ at: 'recording', camera, since: Date.now() });
      const message: KeptMessage = { ...(await running.current.done), recordingId: null };
      await keepMessage(ticketId, message);
      setStep({ at: 'recorded', message });
    } catch (error) {
      console.error('The message was not recorded', error);
      setStep({ at: 'idle', problem: 'unknown' });
    } finally {
      running.current = null;
      for (const track of tracks) track.stop();
    }
  };
  const send = async (message: KeptMessage) => {
    setRefusal(null);
    const stop = new AbortController();
    sending.current = stop;
    setStep({ at: 'sending', message, part: 0 });
    try {
      await sendRecorded(ticketId, message, (part) => setStep({ at: 'sending', message, part }), stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return;
      setRefusal(asRefusal(error));
      // What the server does not know any more is sent from its beginning.
      setStep({ at: 'recorded', message: { ...((await keptMessage(ticketId)) ?? message), recordingId: null } });
    }
  };
  const again = async () => {
    await dropMessage(ticketId);
    setStep(IDLE);
  };

  if (!canRecord()) return <p className="soft">{t('leaveMessage.cannot')}</p>;
  return (
    <section className="stack tight" aria-label={t('leaveMessage.title')}>
      {step.at === 'idle' && (
        <>
          <p>{t('leaveMessage.what')}</p>
          {step.problem && <DeviceHelp problem={step.problem} />}
          <Button wide onClick={() => void record(true)}>
            {t('leaveMessage.video')}
          </Button>
          <Button wide onClick={() => void record(false)}>
            {t('leaveMessage.sound')}
          </Button>
        </>
      )}
      {step.at === 'opening' && <Loading text={t('device.opening')} />}
      {step.at === 'recording' && <Recording step={step} onStop={() => running.current?.stop()} />}
      {step.at === 'recorded' && (
        <>
          <Played blob={step.message.blob} />
          <p>{t('leaveMessage.consent')}</p>
          <Button kind="primary" wide onClick={() => void send(step.message)}>
            {t('leaveMessage.send')}
          </Button>
          <Button wide onClick={() => void again()}>
            {t('leaveMessage.again')}
          </Button>
        </>
      )}
      {step.at === 'sending' && (
        <>
          <p role="status">{t('leaveMessage.sending', { part: Math.floor(step.part * 100) })}</p>
          <progress value={step.part} max={1} aria-label={t('leaveMessage.title')} />
          <p className="soft">{t('leaveMessage.sendingWhat')}</p>
        </>
      )}
      <RefusalText refusal={refusal} />
    </section>
  );
}

function Recording({ step, onStop }: { step: Extract<Step, { at: 'recording' }>; onStop: () => void }) {
  const t = useCallT();
  const [now, setNow] = useState(step.since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {step.camera && (
        <div className="stage">
          <Picture track={step.camera} flowing label={t('device.self')} mirrored />
        </div>
      )}
      <p className="big" role="timer" aria-live="off">
        {t('leaveMessage.recording', { time: elapsed(now - step.since), most: elapsed(MESSAGE_MOST_MS) })}
      </p>
      <Button kind="primary" wide onClick={onStop}>
        {t('leaveMessage.stop')}
      </Button>
    </>
  );
}

/** What was recorded, as it will be watched. */
function Played({ blob }: { blob: Blob }) {
  const t = useCallT();
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setSource(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (!source) return null;
  return blob.type.startsWith('video') ? (
    // biome-ignore lint/a11y/useMediaCaption: its own speaker looks at it
    <video className="message" src={source} controls playsInline aria-label={t('leaveMessage.played')} />
  ) : (
    // biome-ignore lint/a11y/useMediaCaption: its own speaker listens to it
    <audio className="message" src={source} controls aria-label={t('leaveMessage.played')} />
  );
}
