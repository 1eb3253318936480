/** Whoever booked at this terminal and has no phone says here that they have come; from then on they wait. */
import type * as z from 'zod/mini';
import type { showTerminal } from '../../../shared/actions/terminal.ts';
import { enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import { callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

export type ExpectedHere = z.infer<typeof showTerminal.result>['expected'][number];

interface Props {
  people: readonly ExpectedHere[];
  onEntered: (person: ExpectedHere) => void;
}

export function Expected({ people, onEntered }: Props) {
  const t = useT();
  const { busy, refusal, act } = useAct();
  if (people.length === 0) return null;
  const enter = (person: ExpectedHere) =>
    act(async () => {
      await callAction(enterWaitingRoom, { ticketId: person.ticketId, participation: 'video' });
      onEntered(person);
    });
  return (
    <section className="stack">
      <h2>{t('kiosk.expected')}</h2>
      {people.map((person) => (
        <Button key={person.ticketId} wide busy={busy} onClick={() => void enter(person)}>
          {t('kiosk.here', { number: person.number, name: person.publicName })}
        </Button>
      ))}
      <RefusalText refusal={refusal} />
    </section>
  );
}
