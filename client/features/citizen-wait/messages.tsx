/** What the desk says to everybody and to this person; new words are announced. */
import type { TicketView, WaitingView } from '../../../shared/views/all.ts';
import { useT } from '../../ui/texts.ts';
import { clockOf } from '../../ui/time.ts';

interface MessagesProps {
  ticket: TicketView;
  waiting: WaitingView | undefined;
  /** Until it is known, messages stand without their time. */
  zone: string | undefined;
  /** At most so many, the newest; in the turn there is no room for more. */
  atMost?: number;
}

export function Messages({ ticket, waiting, zone, atMost }: MessagesProps) {
  const t = useT();
  const toAll = waiting?.notice ? [{ id: 'all', ...waiting.notice }] : [];
  const all = [...ticket.messages, ...toAll].sort((a, b) => b.at - a.at).slice(0, atMost);
  return (
    <div role="log" aria-label={t('wait.messages')} aria-live="polite" className="stack tight">
      {all.length > 0 && <h2>{t('wait.messages')}</h2>}
      {all.map((message) => (
        <p key={`${message.id} ${message.at}`} className="note">
          <span>
            {message.text} {zone && <time className="soft">{clockOf(message.at, zone)}</time>}
          </span>
        </p>
      ))}
    </div>
  );
}
