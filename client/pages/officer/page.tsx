/** A village officer takes numbers for neighbours, one after the other, and holds the places of those without a phone (Q7). */
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { takenNumbers } from '../../../shared/actions/proxy.ts';
import { showSession } from '../../../shared/actions/public.ts';
import { isSessionOver } from '../../../shared/states.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { NeighbourForm } from './form.tsx';
import css from './officer.module.css';
import { TakenList } from './taken-list.tsx';

/** Whoever is called has 60 s to answer (Q4). */
const CALLS_EVERY_MS = 3000;
const SESSION_EVERY_MS = 20_000;

export default function OfficerPage() {
  const { session: sessionId = '' } = useParams();
  const t = useT();
  const cache = useQueryClient();
  const shown = useAsk(showSession, { sessionId }, { everyMs: SESSION_EVERY_MS });
  const taken = useAsk(takenNumbers, { sessionId }, { everyMs: CALLS_EVERY_MS });
  const refusal = shown.error ?? taken.error;
  const session = shown.data?.session;
  const gives = session && (session.admitting || session.bookable) && !isSessionOver(session, serverNow());
  return (
    <Shell title={t('officer.title')}>
      {refusal && !(shown.data && taken.data) && (
        <Trouble
          refusal={refusal}
          onRetry={() => {
            void shown.refetch();
            void taken.refetch();
          }}
        />
      )}
      {!refusal && !(session && taken.data) && <Skeleton h={300} />}
      {session && taken.data && (
        <Stack gap="sm">
          <div>
            <Title order={1}>{t('officer.title')}</Title>
            <Text size="sm" c="dimmed">
              {t('session.number', { number: session.number })} {session.title} · {t(`sessionState.${session.state}`)}
            </Text>
          </div>
          <Text size="sm">{t('officer.lead')}</Text>
          <div className={css.columns}>
            <Panel title={t('officer.of')}>
              {gives ? (
                <NeighbourForm
                  sessionId={sessionId}
                  open={session.public}
                  places={shown.data?.places ?? []}
                  onTaken={() => void cache.invalidateQueries({ queryKey: [takenNumbers.name] })}
                />
              ) : (
                <Text size="sm">{t('officer.closed')}</Text>
              )}
            </Panel>
            <Panel title={t('officer.list')}>
              <TakenList sessionId={sessionId} tickets={taken.data.tickets} />
            </Panel>
          </div>
        </Stack>
      )}
    </Shell>
  );
}
