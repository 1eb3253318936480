/** The same trouble (Q8): who else waits with it, what the moderator says of that, and open cases that seem to be of it. */
import { Anchor, Button, Group, Select, Text } from '@mantine/core';
import { joinTrouble, showTrouble, splitTrouble } from '../../../shared/actions/trouble.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useAsk } from '../../desk/ask.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { isEnded, type Row, sameTrouble, whoMayListen } from './order.ts';
import type { Asked } from './ticket-dialogs.tsx';
import css from './trouble.module.css';

interface Props {
  view: ViewOf<'moderator'>;
  row: Row;
  onAsk: (asked: Asked, ticketId: string) => void;
  onSelect: (ticketId: string) => void;
}

export function TroublePanel({ view, row, onAsk, onSelect }: Props) {
  const t = useT();
  const run = useRun();
  const sessionId = view.session.id;
  const { data } = useAsk(showTrouble, { sessionId, ticketId: row.ticketId });
  const group = sameTrouble(view, row);
  const others = group.filter(({ ticketId }) => ticketId !== row.ticketId);
  const joinable = view.rows.filter((one) => !isEnded(one) && one !== row && !others.includes(one));
  const named = (one: Row) => `${t('ticketNumber', { number: one.number })} ${one.name} · ${one.subject}`;
  const join = (ticketIds: string[]) => run(joinTrouble, { sessionId, ticketIds });
  const cases = data?.cases ?? [];
  return (
    <section aria-label={t('trouble.title')}>
      <Text size="sm" fw={600}>
        {others.length > 0 ? t('trouble.others', { count: others.length }) : t('trouble.title')}
      </Text>
      {others.length > 0 && (
        <ul className={css.list}>
          {others.map((one) => (
            <li key={one.ticketId}>
              <button type="button" className={`${css.pick} ${css.words}`} onClick={() => onSelect(one.ticketId)}>
                {named(one)} · {one.placeName}
              </button>
              {!one.trouble?.said && (
                <Text size="xs" c="dimmed" span style={{ whiteSpace: 'nowrap' }}>
                  {t('trouble.isProposed')}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs" mt={6}>
        {group.some(({ trouble }) => !trouble?.said) && (
          <ActButton size="compact-xs" variant="light" act={() => join(group.map(({ ticketId }) => ticketId))}>
            {t('trouble.confirm')}
          </ActButton>
        )}
        {group.length > 0 && (
          <ActButton
            size="compact-xs"
            variant="default"
            act={() => run(splitTrouble, { sessionId, ticketId: row.ticketId })}
          >
            {t('trouble.split')}
          </ActButton>
        )}
        {group.length > 0 && (
          <Button size="compact-xs" variant="default" onClick={() => onAsk('group', row.ticketId)}>
            {t('trouble.message')}
          </Button>
        )}
        {whoMayListen(group, row).length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={!view.session.public}
            title={view.session.public ? undefined : t('mayNot.sessionNotPublic')}
            onClick={() => onAsk('listen', row.ticketId)}
          >
            {t('trouble.listen')}
          </Button>
        )}
        <Select
          size="xs"
          flex={1}
          miw={140}
          searchable
          value={null}
          aria-label={t('trouble.join')}
          placeholder={t('trouble.join')}
          nothingFoundMessage={t('trouble.nobody')}
          data={joinable.map((one) => ({ value: one.ticketId, label: named(one) }))}
          onChange={(ticketId) => ticketId && void join([row.ticketId, ...others.map((one) => one.ticketId), ticketId])}
        />
      </Group>
      {cases.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="xs">
            {t('trouble.cases')}
          </Text>
          <ul className={css.list}>
            {cases.map((one) => (
              <li key={one.id}>
                <span className={css.words} title={`${one.subject} · ${one.place}`}>
                  <Anchor href={`/cases/${one.number}`} target="_blank" size="sm">
                    {one.number}
                  </Anchor>{' '}
                  {one.subject}
                </span>
                <Text size="xs" c="dimmed" span style={{ whiteSpace: 'nowrap' }}>
                  {t(`case.state.${one.state}`)} · {one.unitName ?? t('cases.noUnit')}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
