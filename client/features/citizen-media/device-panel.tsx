/** One's own picture, how loud one is, and which camera and microphone, for checks before anybody else sees them. */
import { useEffect, useId, useState } from 'react';
import { type DeviceChoice, type DeviceProblem, isRear, listDevices, onDevicesChanged } from '../../media/devices.ts';
import { watchLevel } from '../../media/level-meter.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { CarryPanel } from '../citizen-carry/carry.ts';
import { TrustSteps } from '../citizen-check/trust-steps.tsx';
import { Picture } from './picture.tsx';
import type { PageDevices } from './use-local-media.ts';

export function OwnPicture({ devices, className }: { devices: PageDevices; className?: string }) {
  const t = useT();
  const { camera, interrupted } = devices.snapshot;
  return (
    <Picture
      track={camera}
      flowing={camera !== null && !interrupted.camera}
      label={t(className === 'inset' ? 'turn.self' : 'device.self')}
      mirrored={!isRear(camera)}
      {...(className ? { className } : {})}
    >
      <p>{t('turn.cameraOff')}</p>
    </Picture>
  );
}

/** A bar that moves with the voice. `onHeard` once something was clearly heard. */
export function LevelBar({ track, onHeard }: { track: MediaStreamTrack; onHeard?: () => void }) {
  const t = useT();
  const [level, setLevel] = useState(0);
  useEffect(() => watchLevel(track, setLevel), [track]);
  useEffect(() => {
    if (level > 0.25) onHeard?.();
  }, [level, onHeard]);
  return (
    <div className="level">
      <meter className="sr-only" aria-label={t('check.level')} min={0} max={1} value={level} />
      <div style={{ transform: `scaleX(${level})` }} />
    </div>
  );
}

/** `of`: one of the two alone, where each has its own place. */
export function DevicePickers({ devices, of }: { devices: PageDevices; of?: 'camera' | 'microphone' }) {
  const t = useT();
  const [list, setList] = useState<{ cameras: DeviceChoice[]; microphones: DeviceChoice[] }>({
    cameras: [],
    microphones: [],
  });
  const { camera, microphone } = devices.snapshot;
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels appear once a track was given.
  useEffect(() => {
    let gone = false;
    const load = () => void listDevices().then((found) => !gone && setList(found));
    load();
    const stop = onDevicesChanged(load);
    return () => {
      gone = true;
      stop();
    };
  }, [camera, microphone]);
  return (
    <>
      {camera && of !== 'microphone' && list.cameras.length > 1 && (
        <Picker
          label={t('check.cameraChoice')}
          choices={list.cameras}
          value={camera.getSettings().deviceId}
          onChoice={(id) => devices.choose('camera', id)}
        />
      )}
      {microphone && of !== 'camera' && list.microphones.length > 1 && (
        <Picker
          label={t('check.microphoneChoice')}
          choices={list.microphones}
          value={microphone.getSettings().deviceId}
          onChoice={(id) => devices.choose('microphone', id)}
        />
      )}
    </>
  );
}

interface PickerProps {
  label: string;
  choices: readonly DeviceChoice[];
  value: string | undefined;
  onChoice: (id: string) => void;
}

function Picker({ label, choices, value, onChoice }: PickerProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={(event) => onChoice(event.target.value)}>
        {choices.map((choice, index) => (
          <option key={choice.id} value={choice.id}>
            {choice.label || `${index + 1}`}
          </option>
        ))}
      </select>
    </div>
  );
}

/**
 * Why it did not work, in words that say what to do; where the app itself may be the trouble, the place to take along (T7),
 * or, without one, the link.
 */
export function DeviceHelp({ problem, ticketId }: { problem: DeviceProblem; ticketId?: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(location.href).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="note warn" role="alert">
      <p>{t(`device.help.${problem}`)}</p>
      {problem === 'insecure' && <TrustSteps />}
      {ticketId && ELSEWHERE.includes(problem) ? (
        <CarryPanel ticketId={ticketId} first={problem === 'unsupported'} />
      ) : (
        problem === 'unsupported' &&
        'clipboard' in navigator && <Button onClick={copy}>{t(copied ? 'device.copied' : 'device.copyLink')}</Button>
      )}
    </div>
  );
}

/** What another browser may do better: an app may have no camera at all, or not be let use it. */
const ELSEWHERE: readonly DeviceProblem[] = ['unsupported', 'refused', 'unknown'];
