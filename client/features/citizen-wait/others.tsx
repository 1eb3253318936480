/** The other people of this phone (Q7): where each stands, and a loud word when one of them is called. */
import { positionOf } from '../../../shared/queue/position.ts';
import type { TicketView, WaitingView } from '../../../shared/views/all.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { useTurnAlert } from './alert-turn.ts';

interface OthersProps {
  ticket: TicketView;
  waiting: WaitingView | undefined;
  sessionId: string;
  /** In an own turn nothing sounds: whoever calls is seen and not heard. */
  quiet: boolean;
}

export function Others({ ticket, waiting, sessionId, quiet }: OthersProps) {
  const t = useT();
  const { others } = ticket;
  const called = others.filter((other) => other.called);
  const rest = quiet ? [] : others.filter((other) => !other.called);
  useTurnAlert(called.length > 0 && !quiet, t('turn.titleFlash'));
  const hrefOf = (other: TicketView['others'][number]) => `/s/${sessionId}/wait/${other.ticketId}`;
  return (
    <>
      <div role="alert" className="stack tight" hidden={called.length === 0}>
        {called.map((other) => (
          <div key={other.ticketId} className="note warn stack tight">
            <p className="big">{t('others.called', { name: other.name, number: other.number })}</p>
            <ButtonLink href={hrefOf(other)} kind={quiet ? 'plain' : 'primary'} wide>
              {t('others.answer', { name: other.name })}
            </ButtonLink>
          </div>
        ))}
      </div>
      {rest.length > 0 && (
        <section className="card" aria-label={t('others.title')}>
          <h2>{t('others.title')}</h2>
          {rest.map((other) => (
            <ButtonLink key={other.ticketId} href={hrefOf(other)} wide>
              {t('others.line', {
                name: other.name,
                number: other.number,
                where: t(...whereOf(other, waiting)),
              })}
            </ButtonLink>
          ))}
        </section>
      )}
    </>
  );
}

function whereOf(
  other: TicketView['others'][number],
  waiting: WaitingView | undefined,
): ['others.notEntered' | 'others.ahead' | `others.state.${typeof other.state}`, { count: number }] {
  if (other.state !== 'waiting' && other.state !== 'away') return [`others.state.${other.state}`, { count: 0 }];
  if (!other.entered) return ['others.notEntered', { count: 0 }];
  if (other.state === 'away' || !waiting) return [`others.state.${other.state}`, { count: 0 }];
  return ['others.ahead', { count: positionOf(waiting.digest, other).place - 1 }];
}
