/** Bars of whoever holds the chosen ticket (Q10): that last, or are over, each with why. */
import { Text } from '@mantine/core';
import { barsOfTicket } from '../../../shared/actions/bars.ts';
import { useAsk } from '../../desk/ask.ts';
import { day, deadline } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';

export function EarlierBars({ ticketId, zone }: { ticketId: string; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const { data } = useAsk(barsOfTicket, { ticketId });
  if (!data || data.bars.length === 0) return null;
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none' }} aria-label={t('bar.ofTicket')}>
      {data.bars.map(({ id, lasts, reason, byName, at, until }) => (
        <li key={id}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <Icon name="warning" size={14} />{' '}
            {lasts
              ? t('bar.lastsUntil', { until: deadline(until, zone), reason, who: byName })
              : t('bar.was', { day: day(at, zone, language), reason, who: byName })}
          </Text>
        </li>
      ))}
    </ul>
  );
}
