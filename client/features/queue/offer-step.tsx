/** The steps down from video that the desk can offer somebody whose network does not hold (C12). */
import { Group, Stack, Text } from '@mantine/core';
import { offerStep } from '../../../shared/actions/ticket.ts';
import { LADDER_STEPS } from '../../../shared/states.ts';
import { ActButton } from '../../desk/act-button.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import type { Row } from './order.ts';

/** Whoever is on a call leaves no message instead of it. */
const fits = (row: Row, step: (typeof LADDER_STEPS)[number]): boolean =>
  (step !== 'phone' || row.hasPhone) && (row.state !== 'live' || (step !== 'message' && step !== 'written'));

export function OfferStep({ sessionId, row }: { sessionId: string; row: Row }) {
  const t = useT();
  const run = useRun();
  const { ticketId, ladder, participation } = row;
  if (!row.entered || participation === 'phone') return null;
  const offered = ladder?.offered ?? null;
  const steps = LADDER_STEPS.filter((step) => step !== participation && fits(row, step));
  return (
    <section aria-label={t('ladder.title')}>
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {t('ladder.title')}
        </Text>
        {ladder?.soundFor === 'network' && <Text size="sm">{t('ladder.soundOnly')}</Text>}
        <Group gap="xs">
          {steps.map((step) => (
            <ActButton
              key={step}
              size="compact-xs"
              variant={offered === step ? 'filled' : 'default'}
              aria-pressed={offered === step}
              act={() => run(offerStep, { sessionId, ticketId, step: offered === step ? null : step })}
            >
              {t(`ladder.${step}`)}
            </ActButton>
          ))}
        </Group>
        {offered && (
          <Text size="sm" role="status">
            {t('ladder.waits', { step: t(`ladder.${offered}`) })}
          </Text>
        )}
      </Stack>
    </section>
  );
}
