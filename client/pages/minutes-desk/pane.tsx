/** One evening's minutes: its editions, and what can be done with the newest. */
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod/mini';
import { draftMinutes, type listMinutes, showMinutes } from '../../../shared/actions/minutes.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useMe } from '../../desk/me.ts';
import { Panel } from '../../desk/panel.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import css from '../../features/review/review.module.css';
import { useLanguage } from '../../i18n/i18n.ts';
import { Edition } from './edition.tsx';

type Evening = z.infer<typeof listMinutes.result>['evenings'][number];

export function MinutesPane({ evening, onChanged }: { evening: Evening; onChanged: () => void }) {
  const t = useT();
  const language = useLanguage();
  const { roles } = useMe();
  const { sessionId, number, title, zone, editions } = evening;
  const [opened, setOpened] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [newest] = editions;
  const shown = editions.find(({ id }) => id === opened) ?? newest;
  const asked = useAsk(showMinutes, { minutesId: shown?.id ?? '' }, { enabled: shown !== undefined, staleMs: 0 });
  const writes = roles.includes('clerk');
  const isOver = newest === undefined || ['published', 'replaced', 'withdrawn'].includes(newest.stage);
  const changed = () => {
    onChanged();
    void asked.refetch();
  };
  const draft = async () => {
    setBusy(true);
    try {
      await callAction(draftMinutes, { sessionId });
      setOpened(null);
      tellDone(t('minutesDesk.drafted'));
      changed();
    } catch (error) {
      tellRefusal(error);
    }
    setBusy(false);
  };
  return (
    <Panel
      title={`${t('session.number', { number })} ${title}`}
      aside={shown?.stage === 'published' && <a href={`/s/${sessionId}/minutes`}>{t('minutesDesk.public')}</a>}
    >
      <Stack gap="sm">
        {editions.length === 0 && <Text size="sm">{t(writes ? 'minutesDesk.begin' : 'minutesDesk.notYet')}</Text>}
        {editions.length > 1 && (
          <ul className={css.list} aria-label={t('minutesDesk.editions')}>
            {editions.map(({ id, edition, stage, publishedAt }) => (
              <li key={id}>
                <button type="button" className={css.row} aria-pressed={id === shown?.id} onClick={() => setOpened(id)}>
                  {t('minutesDesk.edition', { edition })} · {t(`minutesDesk.stage.${stage}`)}
                  {publishedAt !== null && <> · {dayAndTime(publishedAt, zone, language)}</>}
                </button>
              </li>
            ))}
          </ul>
        )}
        {writes && isOver && (
          <Group gap="xs">
            <Button loading={busy} variant={newest ? 'default' : 'filled'} onClick={() => void draft()}>
              {t(newest === undefined ? 'minutesDesk.draft' : 'minutesDesk.correct')}
            </Button>
          </Group>
        )}
        {shown && asked.isPending && <Skeleton h={300} />}
        {shown && asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {shown && asked.data && (
          <Edition
            key={`${asked.data.id}:${asked.data.version}`}
            minutes={asked.data}
            isNewest={shown === newest}
            onChanged={changed}
          />
        )}
      </Stack>
    </Panel>
  );
}
