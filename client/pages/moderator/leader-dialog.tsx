/** The leader is late, lost, or another one answers: said once, everybody is told (S5). */
import { Group, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { changeLeader } from '../../../shared/actions/desk.ts';
import { LEADER_CHANGES, type LeaderChangeKind } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { tellDone } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { leaderSeats } from '../../features/stage/seats.ts';

interface Props {
  view: ViewOf<'moderator'>;
  opened: boolean;
  onClose: () => void;
}

export function LeaderDialog({ view, opened, onClose }: Props) {
  const t = useT();
  const run = useRun();
  const seats = leaderSeats(view.seats);
  const [seatId, setSeatId] = useState(seats[0]?.id ?? '');
  const [what, setWhat] = useState<LeaderChangeKind>('late');
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    if (!opened) return;
    setWhat('late');
    setName('');
    setTitle('');
    setText('');
  }, [opened]);
  const replaced = what === 'replaced';
  const proposed = replaced ? t('leader.text.replaced', { who: `${title} ${name}`.trim() }) : t(`leader.text.${what}`);
  const said = text.trim() === '' ? proposed : text;
  return (
    <FormDialog
      title={t('leader.title')}
      opened={opened}
      onClose={onClose}
      submitLabel={t('leader.submit')}
      canSubmit={!replaced || (name.trim() !== '' && title.trim() !== '')}
      onSubmit={async () => {
        const official = { officialName: replaced ? name : null, officialTitle: replaced ? title : null };
        const done = await run(changeLeader, { sessionId: view.session.id, seatId, what, ...official, text: said });
        if (done) tellDone(t('leader.done', { told: done.told }));
        return done;
      }}
    >
      {seats.length > 1 && (
        <Select
          label={t('calendar.seat')}
          data={seats.map((seat) => ({
            value: seat.id,
            label: `${seat.name} · ${seat.officialTitle} ${seat.officialName}`,
          }))}
          value={seatId}
          onChange={(value) => value && setSeatId(value)}
          allowDeselect={false}
        />
      )}
      <Radio.Group label={t('leader.what')} value={what} onChange={(value) => setWhat(value as LeaderChangeKind)}>
        <Stack gap={6} mt={4}>
          {LEADER_CHANGES.map((one, index) => (
            <Radio key={one} value={one} label={t(`leader.${one}`)} data-autofocus={index === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      {replaced && (
        <Group gap="xs" grow>
          <TextInput
            label={t('calendar.officialTitle')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={30}
            required
          />
          <TextInput
            label={t('calendar.officialName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={LIMITS.name}
            required
          />
        </Group>
      )}
      <Textarea
        label={t('leader.words')}
        description={t('leader.wordsHelp')}
        placeholder={proposed}
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\n/g, ' '))}
        maxLength={LIMITS.message}
        autosize
        minRows={2}
      />
    </FormDialog>
  );
}
