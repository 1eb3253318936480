/** Whoever waits at this terminal, or is still to choose after the end, opens the own place here: they have no other page. */
import type * as z from 'zod/mini';
import type { showTerminal } from '../../../shared/actions/terminal.ts';
import type { SessionState } from '../../../shared/states.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { isOverFor } from '../citizen-wait/over.ts';

export type HeldHere = z.infer<typeof showTerminal.result>['held'][number];

interface Props {
  people: readonly HeldHere[];
  session: SessionState;
  onOpen: (ticketId: string) => void;
}

export function Held({ people, session, onOpen }: Props) {
  const t = useT();
  const chooses = people.some(({ state }) => isOverFor(state, session));
  return people.length === 0 ? null : (
    <section className="stack">
      <h2>{t(chooses ? 'kiosk.chooses' : 'kiosk.waits')}</h2>
      {people.map(({ ticketId, number, publicName }) => (
        <Button key={ticketId} wide onClick={() => onOpen(ticketId)}>
          {t('kiosk.call', { number, name: publicName })}
        </Button>
      ))}
    </section>
  );
}
