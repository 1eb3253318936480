/** The recordings of a case's calls, for whoever may watch them (R7); there is nothing of it for anybody else. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { listRecordings, watchRecordings } from '../../../shared/actions/recordings.ts';
import { useAsk } from '../../desk/ask.ts';
import { dayAndTime, elapsed } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { useOnCase } from '../case-work/use-on-case.ts';
import { boundsOf } from './moments.ts';
import { RecordingPlayer } from './player.tsx';

export function RecordingsPanel({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const act = useOnCase();
  const language = useLanguage();
  const caseId = detail.case.id;
  const asked = useAsk(listRecordings, { caseId }, { staleMs: 5000, everyMs: 5000 });
  const [watched, setWatched] = useState<string | null>(null);
  const calls = asked.data?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <Panel title={t('recordings.title')}>
      {calls.map(({ callId, recordings, open, deleted, keptUntil, together }) => {
        const { from, until } = boundsOf(recordings);
        return (
          <div key={callId} data-recorded-call>
            {recordings.length > 0 && (
              <Text size="sm">
                {t(recordings[0]?.side === 'message' ? 'recordings.ofMessage' : 'recordings.of', {
                  at: dayAndTime(from, zone, language),
                  length: elapsed(until - from),
                })}{' '}
                {t('recordings.keptUntil', { at: dayAndTime(keptUntil, zone, language) })}
              </Text>
            )}
            {open && <Text size="sm">{t('recordings.open')}</Text>}
            {deleted && <Text size="sm">{t(`recordings.deleted.${deleted}`)}</Text>}
            {!open && !deleted && recordings.length === 0 && <Text size="sm">{t('recordings.failed')}</Text>}
            {recordings.length > 0 &&
              (watched === callId ? (
                <>
                  <RecordingPlayer caseId={caseId} recordings={recordings} />
                  {together === 'made' ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      component="a"
                      href={`/api/cases/${caseId}/recordings/${recordings[0]?.id}/together`}
                      download
                    >
                      {t('recordings.together.made')}
                    </Button>
                  ) : (
                    together !== 'none' && (
                      <Text size="sm" role="status">
                        {t(`recordings.together.${together}`)}
                      </Text>
                    )
                  )}
                  {together === 'failed' && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() =>
                        act(watchRecordings, { caseId, watchedId: callId }, t('recordings.together.asked'))
                      }
                    >
                      {t('recordings.together.again')}
                    </Button>
                  )}
                </>
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={async () => {
                    if (await act(watchRecordings, { caseId, watchedId: callId }, t('recordings.written')))
                      setWatched(callId);
                  }}
                >
                  {t('recordings.watch')}
                </Button>
              ))}
          </div>
        );
      })}
    </Panel>
  );
}
