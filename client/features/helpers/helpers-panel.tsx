/** Everybody who was booked to help at this evening: who is here, a link for one more, and taking one back (C14). */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bookHelper, removeHelper } from '../../../shared/actions/helpers.ts';
import { HELPER_KINDS, type HelperKind, type HelperRow } from '../../../shared/helpers.ts';
import { LIMITS } from '../../../shared/text.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import css from '../stage/stage.module.css';
import { LinkDialog } from './link-dialog.tsx';

interface Props {
  view: ViewOf<'moderator'>;
}

export function HelpersPanel({ view }: Props) {
  const t = useT();
  const run = useRun();
  const { session, helpers, seats } = view;
  const [booking, setBooking] = useState(false);
  const [made, setMade] = useState<{ link: string; name: string; kind: HelperKind } | null>(null);
  const [removing, setRemoving] = useState<HelperRow | null>(null);
  const isOver = session.state === 'ended' || session.state === 'cancelled';
  const seatName = (seatId: string) => seats.find(({ id }) => id === seatId)?.name ?? '';
  const remove = async () => {
    if (removing === null) return false;
    const done = await run(removeHelper, { sessionId: session.id, helperId: removing.id });
    if (done) tellDone(t('helpers.removed', { name: removing.name }));
    return done;
  };
  return (
    <Stack gap="xs">
      {helpers.length === 0 && <Text size="sm">{t('helpers.none')}</Text>}
      {helpers.map((helper) => (
        <div key={helper.id} className={css.card}>
          <Group justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <strong>{helper.name}</strong> · {t(`helpers.kind.${helper.kind}`)}
              {helper.language !== null && ` · ${helper.language}`}
              {seats.length > 1 && ` · ${seatName(helper.seatId)}`}
              <Text span size="sm" display="block" c={helper.state === 'here' ? undefined : 'dimmed'} role="status">
                {t(`helpers.state.${helper.state}`)}
              </Text>
            </Text>
            {helper.state !== 'ended' && (
              <Button
                size="compact-sm"
                variant="default"
                flex="none"
                aria-label={t('helpers.removeTitle', { name: helper.name })}
                onClick={() => setRemoving(helper)}
              >
                {t('helpers.remove')}
              </Button>
            )}
          </Group>
        </div>
      ))}
      {!isOver && (
        <Button size="compact-md" variant="default" w="fit-content" onClick={() => setBooking(true)}>
          {t('helpers.book')}
        </Button>
      )}
      <BookDialog view={view} opened={booking} onClose={() => setBooking(false)} onMade={setMade} />
      <LinkDialog made={made} onClose={() => setMade(null)} />
      <FormDialog
        title={t('helpers.removeTitle', { name: removing?.name ?? '' })}
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        submitLabel={t('helpers.remove')}
        onSubmit={remove}
      >
        <Text size="sm">{t('helpers.removeWhat')}</Text>
      </FormDialog>
    </Stack>
  );
}

interface BookProps extends Props {
  opened: boolean;
  onClose: () => void;
  onMade: (made: { link: string; name: string; kind: HelperKind }) => void;
}

function BookDialog({ view, opened, onClose, onMade }: BookProps) {
  const t = useT();
  const run = useRun();
  const { session, seats } = view;
  const [kind, setKind] = useState<HelperKind>('interpreter');
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('');
  const [chosen, setSeatId] = useState<string | null>(null);
  const seatId = chosen ?? seats[0]?.id ?? '';
  const book = async () => {
    const wanted = { sessionId: session.id, seatId, kind, name, language: language.trim() === '' ? null : language };
    const booked = await run(bookHelper, wanted);
    if (!booked) return false;
    onMade({ link: booked.link, name: name.trim(), kind });
    setName('');
    setLanguage('');
    return true;
  };
  return (
    <FormDialog
      title={t('helpers.book')}
      opened={opened}
      onClose={onClose}
      submitLabel={t('helpers.submit')}
      canSubmit={name.trim() !== '' && seatId !== ''}
      onSubmit={book}
    >
      <Text size="sm">{t('helpers.bookWhat')}</Text>
      <Select
        label={t('helpers.kindLabel')}
        data={HELPER_KINDS.map((one) => ({ value: one, label: t(`helpers.kind.${one}`) }))}
        value={kind}
        onChange={(value) => value && setKind(value as HelperKind)}
        allowDeselect={false}
      />
      <TextInput
        label={t('helpers.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={LIMITS.name}
        required
        data-autofocus
      />
      <TextInput
        label={t('helpers.language')}
        description={t('helpers.languageHelp')}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value)}
        maxLength={LIMITS.name}
      />
      {seats.length > 1 && (
        <Select
          label={t('helpers.seat')}
          data={seats.map((seat) => ({ value: seat.id, label: `${seat.name} · ${seat.officialName}` }))}
          value={seatId}
          onChange={setSeatId}
          allowDeselect={false}
        />
      )}
    </FormDialog>
  );
}
