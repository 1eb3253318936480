/** Being told by the browser, besides the SMS: on, off, or refused by the browser's own setting. */
import { useState } from 'react';
import { pushEnd, pushOffer, pushSubscribe } from '../../../shared/actions/push.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

/** Of the whole origin, so that a message opens any page of it. */
const WORKER = '/push-worker.js';

export function PushPanel({ ticketId }: { ticketId: string }) {
  const t = useT();
  const { data, error, reload } = useQuery(pushOffer, { ticketId });
  const { busy, refusal, act } = useAct();
  const [trouble, setTrouble] = useState<'denied' | 'failed' | null>(
    Notification.permission === 'denied' ? 'denied' : null,
  );
  if (!data) return <RefusalText refusal={error ?? null} />;
  const begin = async () => {
    setTrouble(null);
    if ((await Notification.requestPermission()) !== 'granted') return setTrouble('denied');
    const made = await subscribe(data.publicKey).catch(() => null);
    // The push service of this browser cannot be reached here, or does not want us.
    if (!made) return setTrouble('failed');
    await callAction(pushSubscribe, { ticketId, ...made, language: currentLanguage() });
    reload();
  };
  const end = async () => {
    await callAction(pushEnd, { ticketId });
    reload();
  };
  return (
    <div className="stack tight">
      <p className="soft">{t('push.what')}</p>
      {data.on && (
        <p className="note" role="status">
          {t('push.on')}
        </p>
      )}
      {trouble && (
        <p className="note warn" role="status">
          {t(`push.${trouble}`)}
        </p>
      )}
      <RefusalText refusal={refusal} />
      <Button wide busy={busy} onClick={() => void act(data.on ? end : begin)}>
        {t(data.on ? 'push.end' : 'push.begin')}
      </Button>
    </div>
  );
}

async function subscribe(publicKey: string) {
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytesOf(publicKey);
  const before = await pushManager.getSubscription();
  // Made with another key, of another server at this address: it would be refused for ever.
  if (before && !isSame(before.options.applicationServerKey, key)) await before.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error('The browser made no whole subscription');
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));

const isSame = (one: ArrayBuffer | null, other: Uint8Array): boolean =>
  one !== null && one.byteLength === other.length && new Uint8Array(one).every((byte, at) => byte === other[at]);
