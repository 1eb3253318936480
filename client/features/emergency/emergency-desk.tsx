/**
 * Emergencies at one desk (C9): rings with a dialog that stays until somebody takes care of it, says who does, and opens
 * what is known. The desk that raised one sees it at once.
 */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { acceptEmergency, listEmergencies } from '../../../shared/actions/emergency.ts';
import type { EmergencyHead } from '../../../shared/emergency.ts';
import { actsAs } from '../../../shared/roles.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import css from '../../desk/desk.module.css';
import { clock } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { useMe } from '../../desk/me.ts';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRing } from '../../desk/use-ring.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { useServerNow } from '../../realtime/react.tsx';
import { Details, Numbers, PersonFacts, usePerson } from './details.tsx';
import { ringsElsewhere } from './elsewhere.ts';

const POLL_MS = 2_000;

interface Props {
  heads: readonly EmergencyHead[];
  zone: string;
  /** Takes the call off the programme; absent where it is not shown now. */
  offAir?: ReactNode;
  onChanged?: () => unknown;
}

export function EmergencyDesk({ heads, zone, offAir, onChanged }: Props) {
  const t = useT();
  const me = useMe();
  const as = actsAs(me.roles);
  const rings = as.has('moderator') || as.has('supervisor');
  /** A department's officer raises it, and reads who takes care of it (C9). */
  const mayOpen = ({ raised }: EmergencyHead) => rings || (as.has('aide') && raised.byId === me.personId);
  const [openId, setOpenId] = useState<string | null>(null);
  const ringing = rings ? heads.find(({ accepted, raised }) => !accepted && raised.byId !== me.personId) : undefined;
  const open = heads.find(({ id }) => id === openId);
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(heads.map(({ id }) => id));
    const mine = heads.find(({ id, raised }) => before && !before.has(id) && raised.byId === me.personId);
    if (mine) setOpenId(mine.id);
  }, [heads, me.personId]);
  useRing(ringing !== undefined, t('emergency.title', { number: ringing?.number ?? '' }));
  return (
    <>
      {heads.map((head) => (
        <div key={head.id} className={css.banner} role="status">
          <Icon name="warning" /> {t('emergency.title', { number: head.number })} ·{' '}
          {head.accepted ? t('emergency.by', { who: head.accepted.byName }) : t('emergency.nobodyYet')}
          {mayOpen(head) && (
            <Button size="compact-sm" variant="default" onClick={() => setOpenId(head.id)}>
              {t('emergency.open')}
            </Button>
          )}
        </div>
      ))}
      <Modal
        opened={ringing === undefined && open !== undefined && mayOpen(open)}
        onClose={() => setOpenId(null)}
        title={open && t('emergency.title', { number: open.number })}
        closeButtonProps={{ 'aria-label': t('action.close') }}
        size="lg"
        centered
      >
        {open && mayOpen(open) && (
          <Stack gap="sm">
            {offAir && <Group gap="xs">{offAir}</Group>}
            <Details key={open.id} head={open} zone={zone} />
          </Stack>
        )}
      </Modal>
      {ringing && (
        <Ringing
          key={ringing.id}
          head={ringing}
          zone={zone}
          onAccepted={() => {
            setOpenId(ringing.id);
            onChanged?.();
          }}
        />
      )}
    </>
  );
}

/** Stays: there is no way past it but somebody who takes care of it, here or at another desk. */
function Ringing({ head, zone, onAccepted }: { head: EmergencyHead; zone: string; onAccepted: () => void }) {
  const t = useT();
  const language = useLanguage();
  const person = usePerson(head.id);
  const [busy, setBusy] = useState(false);
  const accept = async () => {
    setBusy(true);
    try {
      await callAction(acceptEmergency, { emergencyId: head.id });
      onAccepted();
    } catch (error) {
      tellRefusal(error);
    }
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('emergency.title', { number: head.number })}
      size="lg"
      centered
    >
      <Stack gap="sm" role="alert">
        <Text>
          {t('emergency.raisedBy', { who: head.raised.byName, when: clock(head.raised.at, zone, language) })}{' '}
          {t('emergency.goesOn')}
        </Text>
        <PersonFacts person={person} />
        <Numbers duty={person?.dutyPhone ?? null} />
        <Group justify="flex-end">
          <Button size="lg" loading={busy} onClick={() => void accept()} data-autofocus>
            {t('emergency.accept')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** At the supervisor's pages, which have no evening's connection. */
export function SupervisorEmergencies({ zone }: { zone: string }) {
  const asked = useAsk(listEmergencies, {}, { everyMs: POLL_MS, staleMs: 0, hiddenToo: true });
  return <EmergencyDesk heads={asked.data?.emergencies ?? NONE} zone={zone} onChanged={() => asked.refetch()} />;
}

/** At a moderator's desk, which its own evening tells of its own. */
export function EmergenciesElsewhere({ sessionId, zone }: { sessionId: string; zone: string }) {
  const me = useMe();
  const now = useServerNow();
  const asked = useAsk(listEmergencies, {}, { everyMs: POLL_MS, staleMs: 0, hiddenToo: true });
  const heads = useMemo(
    () => ringsElsewhere(asked.data?.emergencies ?? NONE, sessionId, me.personId, now),
    [asked.data, sessionId, me.personId, now],
  );
  return <EmergencyDesk heads={heads} zone={zone} onChanged={() => asked.refetch()} />;
}

const NONE: readonly EmergencyHead[] = [];
