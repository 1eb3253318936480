/** What was promised in calls that ended and no leader confirmed: stays until it is confirmed or withdrawn (C8). */
import { Stack, Text } from '@mantine/core';
import type { ViewOf } from '../../../shared/views/all.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { PromiseItem } from './promise-item.tsx';

export function UnsettledPromises({ view }: { view: Pick<ViewOf<'aide'>, 'session' | 'unsettled'> }) {
  const t = useT();
  if (view.unsettled.length === 0) return null;
  return (
    <Panel title={t('aide.unsettled')}>
      <Stack gap="sm">
        {view.unsettled.map(({ promise, number, name }) => (
          <div key={promise.id}>
            <Text size="sm" fw={600}>
              {number === null ? name : `${t('ticketNumber', { number })} ${name}`}
            </Text>
            <PromiseItem sessionId={view.session.id} zone={view.session.zone} promise={promise} />
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
