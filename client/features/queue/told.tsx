/** What this person was told, and how far it has come in each way: asked for when somebody opens it. */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { ticketNotices } from '../../../shared/actions/notices.ts';
import type { NoticeDelivery } from '../../../shared/told.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { hourMinute } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useLanguage } from '../../i18n/i18n.ts';

export function Told({ ticketId, zone }: { ticketId: string; zone: string }) {
  const t = useT();
  const run = useRun();
  const language = useLanguage();
  const [found, setFound] = useState<ResultOf<'notices.ofTicket'> | null>(null);
  const look = async () => setFound(await run(ticketNotices, { ticketId }));
  return (
    <section aria-label={t('told.title')}>
      <Stack gap={4} align="flex-start">
        <ActButton size="compact-xs" variant="default" act={look}>
          {t(found ? 'told.again' : 'told.show')}
        </ActButton>
        {found?.notices.length === 0 && <Text size="sm">{t('told.none')}</Text>}
        {found?.notices.map(({ id, text, at, deliveries }) => (
          <div key={id}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <time>{hourMinute(at, zone, language)}</time> {text}
            </Text>
            {deliveries.map((delivery) => (
              <Text key={delivery.way} size="sm" c="dimmed">
                {t('told.way', { way: t(`told.ways.${delivery.way}`), how: inWords(delivery, t) })}
              </Text>
            ))}
          </div>
        ))}
      </Stack>
    </section>
  );
}

function inWords(delivery: NoticeDelivery, t: ReturnType<typeof useT>): string {
  switch (delivery.state) {
    case 'queued':
      return t('told.queued');
    case 'sent':
      return t('told.sent');
    case 'retrying':
    case 'givenUp':
      return t(`told.${delivery.state}`, { why: t(`told.fault.${delivery.fault}`), count: delivery.tries });
  }
}
