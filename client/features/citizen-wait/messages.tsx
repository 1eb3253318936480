/**
 * What the desk says to everybody and to this person. New words are announced and stay until they are read; what was
 * read stands folded away.
 */
import { leaveQueue, readMessages } from '../../../shared/actions/ticket.ts';
import type { TicketView, WaitingView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';

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
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const toAll = waiting?.notice ? [{ id: `all ${waiting.notice.at}`, ...waiting.notice, listen: false }] : [];
  const all = [...ticket.messages, ...toAll].sort((a, b) => b.at - a.at).slice(0, atMost);
  const readAt = ticket.messagesReadAt ?? 0;
  const unread = all.filter(({ at }) => at > readAt);
  const read = all.filter(({ at }) => at <= readAt);
  const { ticketId } = ticket;
  const [newest] = unread;
  const offer = unread.find(({ listen }) => listen);
  const mayLeave = ticket.state === 'waiting' || ticket.state === 'away';
  const line = ({ id, text, at }: (typeof all)[number]) => (
    <p key={id} className="note">
      <span>
        {text} {zone && <time className="soft">{clockOf(at, zone)}</time>}
      </span>
    </p>
  );
  return (
    <div className="stack tight">
      <div role="log" aria-label={t('wait.messages')} aria-live="polite" className="stack tight">
        {unread.length > 0 && <h2>{t('wait.messages')}</h2>}
        {unread.map(line)}
      </div>
      {offer && mayLeave && (
        <Confirm
          kind="plain"
          ask={t('wait.heardAnswer')}
          question={t('wait.leaveAsk')}
          yes={t('wait.leaveYes')}
          busy={busy}
          onYes={() => void act(() => client.action(leaveQueue, { ticketId }))}
        />
      )}
      {newest && (
        <Button
          wide
          busy={busy}
          onClick={() => void act(() => client.action(readMessages, { ticketId, upTo: newest.at }))}
        >
          {t(offer && mayLeave ? 'wait.stayOn' : 'wait.haveRead')}
        </Button>
      )}
      <RefusalText refusal={refusal} />
      {read.length > 0 && (
        <details className="card">
          <summary>{t('wait.messagesRead', { count: read.length })}</summary>
          <div className="stack tight">{read.map(line)}</div>
        </details>
      )}
    </div>
  );
}
