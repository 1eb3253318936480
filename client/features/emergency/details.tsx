/** Whom it is about, whom to call, who was called, and how it ended. */
import { Anchor, Button, Group, Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { closeEmergency, noteEmergencyCall, openEmergency } from '../../../shared/actions/emergency.ts';
import {
  EMERGENCY_OUTCOMES,
  type EmergencyHead,
  type EmergencyOutcome,
  HELP_NUMBERS,
  HELPERS,
  type Helper,
} from '../../../shared/emergency.ts';
import { LIMITS } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { clock } from '../../desk/format.ts';
import { Facts } from '../../desk/panel.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';

type Person = Awaited<ReturnType<typeof callAction<typeof openEmergency.input, typeof openEmergency.result>>>;

/** Asked for once when it is shown; each look is written down (T5). */
export function usePerson(emergencyId: string): Person | null {
  const [person, setPerson] = useState<Person | null>(null);
  useEffect(() => {
    let gone = false;
    callAction(openEmergency, { emergencyId }).then((found) => !gone && setPerson(found), tellRefusal);
    return () => {
      gone = true;
    };
  }, [emergencyId]);
  return person;
}

export function PersonFacts({ person }: { person: Person | null }) {
  const t = useT();
  if (person === null) return <Skeleton h={120} />;
  const whereNow = ({ by, name, unitName }: NonNullable<Person['at']>) =>
    t(`emergency.atBy.${by}`, {
      name: unitName === null ? name : t('punctuation.qualified', { name, note: unitName }),
    });
  return (
    <Facts
      rows={[
        ...(person.at ? [[t('emergency.at'), <strong key="at">{whereNow(person.at)}</strong>] as const] : []),
        [t('emergency.phone'), <Tel key="phone" number={person.phone} none={t('emergency.noPhone')} />],
        [t(person.at ? 'emergency.home' : 'emergency.place'), person.placeName],
        [t('emergency.who'), t('punctuation.qualified', { name: person.name, note: person.publicName })],
        [t('emergency.subject'), person.subject],
        ...(person.said ? [[t('emergency.words'), person.said] as const] : []),
      ]}
    />
  );
}

/** In one line, for a desk that has not accepted yet. */
export function Numbers({ duty }: { duty: string | null }) {
  const t = useT();
  return (
    <Group gap="md" role="group" aria-label={t('emergency.call')}>
      {HELPERS.map((whom) => {
        const number = numberOf(whom, duty);
        return number === null ? null : (
          <span key={whom}>
            {t(`emergency.helper.${whom}`)} <Tel number={number} />
          </span>
        );
      })}
    </Group>
  );
}

const numberOf = (whom: Helper, duty: string | null): string | null =>
  HELP_NUMBERS[whom] ?? (whom === 'duty' ? duty : null);

const Tel = ({ number, none = '–' }: { number: string | null; none?: string }) =>
  number === null ? (
    none
  ) : (
    <Anchor href={`tel:${number}`} fw={700} size="lg" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {number}
    </Anchor>
  );

export function Details({ head, zone }: { head: EmergencyHead; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const person = usePerson(head.id);
  const [busy, setBusy] = useState(false);
  const tried = async (work: Promise<unknown>) => {
    setBusy(true);
    await work.catch(tellRefusal);
    setBusy(false);
  };
  return (
    <Stack gap="sm">
      <PersonFacts person={person} />
      <Text size="sm">
        {t('emergency.raisedBy', { who: head.raised.byName, when: clock(head.raised.at, zone, language) })}{' '}
        {head.accepted
          ? t('emergency.acceptedBy', { who: head.accepted.byName, when: clock(head.accepted.at, zone, language) })
          : t('emergency.nobodyYet')}
        {head.escalatedAt !== null && ` ${t('emergency.escalated')}`}
      </Text>
      <Stack gap={6} role="group" aria-label={t('emergency.call')}>
        <Text size="sm" fw={600}>
          {t('emergency.call')}
        </Text>
        {HELPERS.map((whom) => {
          const number = numberOf(whom, person?.dutyPhone ?? null);
          const last = head.steps.findLast((step) => step.whom === whom);
          if (whom === 'duty' && number === null) return null;
          return (
            <Group key={whom} gap="xs" justify="space-between" wrap="nowrap">
              <span>
                {t(`emergency.helper.${whom}`)} {number !== null && <Tel number={number} />}
                {last && (
                  <Text size="xs" c="dimmed">
                    {t('emergency.calledBy', { who: last.byName, when: clock(last.at, zone, language) })}
                  </Text>
                )}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                style={{ flexShrink: 0 }}
                disabled={busy}
                aria-label={t('emergency.calledWhom', { whom: t(`emergency.helper.${whom}`) })}
                onClick={() => void tried(callAction(noteEmergencyCall, { emergencyId: head.id, whom }))}
              >
                {t('emergency.called')}
              </Button>
            </Group>
          );
        })}
      </Stack>
      <CloseForm emergencyId={head.id} busy={busy} tried={tried} />
    </Stack>
  );
}

function CloseForm({
  emergencyId,
  busy,
  tried,
}: {
  emergencyId: string;
  busy: boolean;
  tried: (work: Promise<unknown>) => Promise<void>;
}) {
  const t = useT();
  const [outcome, setOutcome] = useState<EmergencyOutcome | ''>('');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome !== '') void tried(callAction(closeEmergency, { emergencyId, outcome, note }));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Radio.Group
          label={t('emergency.outcome.label')}
          value={outcome}
          onChange={(value) => setOutcome(value as EmergencyOutcome)}
        >
          <Group gap="sm" mt={4}>
            {EMERGENCY_OUTCOMES.map((one) => (
              <Radio key={one} value={one} label={t(`emergency.outcome.${one}`)} />
            ))}
          </Group>
        </Radio.Group>
        <TextInput
          label={t('emergency.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={LIMITS.wording}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" disabled={busy || outcome === ''}>
            {t('emergency.close')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
