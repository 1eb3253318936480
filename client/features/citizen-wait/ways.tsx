/** More ways to be told than the SMS: their code comes with whoever opens this. */
import { useState } from 'react';
import { onDemand } from '../../ui/on-demand.tsx';
import { useT } from '../../ui/texts.ts';

/** Some of them have the parts, ask for leave, and show nothing ever after. */
const IN_APP = /MicroMessenger|QQ\/|Weibo|AlipayClient|DingTalk|Lark|Feishu|; wv\)/i;

/** Whether this browser can be told something while the page is closed. */
export const canBeTold = (): boolean =>
  isSecureContext &&
  'serviceWorker' in navigator &&
  'PushManager' in window &&
  'Notification' in window &&
  !IN_APP.test(navigator.userAgent);

const Nothing = () => null;
const WaysPanel = onDemand<{ ticketId: string }>(() => import('./ways-panel.tsx'), Nothing);

export function MoreWays({ ticketId }: { ticketId: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('push.title')}</summary>
      {open && <WaysPanel ticketId={ticketId} />}
    </details>
  );
}
