/** Captions that are kept of a case's calls, for whoever may watch their recordings (R7); reading them is written down. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { listCaptions, openCaptions, showCaptions } from '../../../shared/actions/captions.ts';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { useAsk } from '../../desk/ask.ts';
import { clock, dayAndTime } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useLanguage } from '../../i18n/i18n.ts';
import { useOnCase } from '../case-work/use-on-case.ts';
import css from './captions.module.css';

export function KeptCaptions({ detail, zone }: { detail: CaseDetail; zone: string }) {
  const t = useT();
  const act = useOnCase();
  const language = useLanguage();
  const caseId = detail.case.id;
  const asked = useAsk(listCaptions, { caseId }, { staleMs: 5000 });
  const [openedId, setOpenedId] = useState<string | null>(null);
  const calls = asked.data?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <Panel title={t('captions.kept')}>
      {calls.map(({ callId, since, lines }) => (
        <div key={callId}>
          <Text size="sm">{t('captions.of', { at: dayAndTime(since, zone, language), count: lines })}</Text>
          {openedId === callId ? (
            <Lines caseId={caseId} callId={callId} zone={zone} />
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              onClick={async () => {
                if (await act(openCaptions, { caseId, callId }, t('captions.written'))) setOpenedId(callId);
              }}
            >
              {t('captions.open')}
            </Button>
          )}
        </div>
      ))}
    </Panel>
  );
}

function Lines({ caseId, callId, zone }: { caseId: string; callId: string; zone: string }) {
  const language = useLanguage();
  const asked = useAsk(showCaptions, { caseId, callId }, { staleMs: 5000 });
  if (asked.error) return <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />;
  return (
    <ul className={css.kept}>
      {(asked.data?.lines ?? []).map(({ at, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is kept only grows at its end
        <li key={index}>
          <time dateTime={new Date(at).toISOString()}>{clock(at, zone, language)}</time> {text}
        </li>
      ))}
    </ul>
  );
}
