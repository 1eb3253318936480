import {
  Autocomplete,
  Button,
  Checkbox,
  Fieldset,
  Group,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { takeNumberFor } from '../../../shared/actions/proxy.ts';
import { LIMITS } from '../../../shared/text.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { tellDone, tellNot, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { surnameOf } from '../../features/citizen-join/surname.ts';
import { hasPhone, inputOf, isPhone, nextDraft } from './draft.ts';

interface Props {
  sessionId: string;
  /** The county opened this session to the public; otherwise nothing is broadcast. */
  open: boolean;
  places: readonly { readonly township: string; readonly villages: readonly string[] }[];
  onTaken: () => void;
}

export function NeighbourForm({ sessionId, open, places, onTaken }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(() => nextDraft({ township: '', village: '' }));
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const set = (change: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...change }));
  const villages = places.find(({ township }) => township === draft.township)?.villages ?? [];
  const surname = surnameOf(draft.name);
  const phoneWrong = hasPhone(draft) && !isPhone(draft.phone);
  const input = villages.length > 0 && draft.village === '' ? null : inputOf(draft, sessionId);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !input) return;
    setBusy(true);
    try {
      const { number } = await callAction(takeNumberFor, input);
      tellDone(t('officer.taken', { number, name: draft.name.trim() }));
      setDraft(nextDraft(draft));
      first.current?.focus();
      onTaken();
    } catch (error) {
      const { code, details } = asRefusal(error);
      // Two of one name in a village are two people; the officer knows them apart.
      if (code === 'ALREADY_IN_QUEUE' && input.phone === null && typeof details?.number === 'number')
        tellNot(t('officer.sameName', { number: details.number }));
      else tellRefusal(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          ref={first}
          label={t('officer.name')}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          maxLength={LIMITS.name}
          autoComplete="off"
          required
          data-autofocus
        />
        <Group grow gap="xs" align="flex-start">
          <Select
            label={t('officer.township')}
            data={places.map(({ township }) => township)}
            value={draft.township || null}
            onChange={(township) => set({ township: township ?? '', village: '' })}
            searchable
            required
          />
          {villages.length > 0 && (
            <Select
              label={t('officer.village')}
              data={[...villages]}
              value={draft.village || null}
              onChange={(village) => set({ village: village ?? '' })}
              searchable
              required
            />
          )}
        </Group>
        <TextInput
          label={t('officer.phone')}
          description={t(hasPhone(draft) ? 'officer.phoneHelp' : 'officer.noPhone')}
          value={draft.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          error={phoneWrong && draft.phone.replace(/\D/g, '').length >= 11 ? t('officer.phoneWrong') : undefined}
          inputMode="tel"
          autoComplete="off"
        />
        {hasPhone(draft) && (
          <Checkbox
            label={t('officer.byPhone')}
            checked={draft.byPhone}
            onChange={(event) => set({ byPhone: event.currentTarget.checked })}
          />
        )}
        <TextInput
          label={t('officer.subject')}
          value={draft.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          maxLength={LIMITS.subject}
          autoComplete="off"
          required
        />
        <Textarea
          label={t('officer.more')}
          value={draft.more}
          onChange={(event) => set({ more: event.currentTarget.value })}
          maxLength={LIMITS.more}
          autosize
          minRows={1}
          maxRows={4}
        />
        <Autocomplete
          label={t('officer.publicName')}
          description={t('officer.publicNameHelp')}
          data={surname ? [t('officer.mr', { surname }), t('officer.ms', { surname })] : []}
          // Both are offered whatever is typed already.
          filter={({ options }) => options}
          value={draft.publicName}
          onChange={(publicName) => set({ publicName })}
          maxLength={LIMITS.publicName}
          autoComplete="off"
          required
        />
        <Fieldset legend={t('officer.consents')} p="xs">
          <Stack gap="xs">
            <Checkbox
              label={t('officer.consentCall')}
              description={t('officer.consentCallHint')}
              checked={draft.call}
              onChange={(event) => set({ call: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('officer.consentRecording')}
              description={t('officer.consentRecordingHint')}
              checked={draft.recording}
              onChange={(event) => set({ recording: event.currentTarget.checked })}
            />
            {open && (
              <Checkbox
                label={t('officer.consentBroadcast')}
                description={t('officer.consentBroadcastHint')}
                checked={draft.broadcast}
                onChange={(event) => set({ broadcast: event.currentTarget.checked })}
              />
            )}
          </Stack>
        </Fieldset>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {draft.name.trim()}
          </Text>
          <Button type="submit" loading={busy} disabled={!input}>
            {t('officer.take')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
