/** Figures of the cases (办件统计): the county, by unit, and what came in; of a period, beside the equally long one before. The address holds it. */
import { Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import * as z from 'zod/mini';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { MOST_DAYS, showFigures } from '../../../shared/actions/figures.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { CASE_KINDS, CaseChannel } from '../../../shared/states.ts';
import { PlainDate } from '../../../shared/text.ts';
import { callAction } from '../../api/call-action.ts';
import { serverNow } from '../../api/server-time.ts';
import { plainDate } from '../../desk/format.ts';
import { Panel } from '../../desk/panel.tsx';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useCategoryPath } from '../../features/cases/choices.tsx';
import { isPeriod, PERIODS, type Period, periodOf } from '../../features/figures/period.ts';
import { FIGURES_EVERY_MS } from '../../features/figures/words.ts';
import { useCountyZone } from '../cases/marks.tsx';
import { CountList } from './count-list.tsx';
import css from './figures.module.css';
import { TotalTable } from './total-table.tsx';
import { UnitTable } from './unit-table.tsx';

type Figures = ResultOf<'figures.show'>;

export default function FiguresPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const today = plainDate(serverNow(), useCountyZone());
  const usual = periodOf('thirty', today);
  const [from, until] = [search.get('from') ?? usual.from, search.get('until') ?? usual.until];
  const period = { from, until };
  const counted = [from, until].every((day) => z.safeParse(PlainDate, day).success) && isPeriod(period);
  const asked = useQuery<Figures, Refusal>({
    queryKey: [showFigures.name, period],
    queryFn: ({ signal }) => callAction(showFigures, period, { signal }),
    enabled: counted,
    refetchInterval: FIGURES_EVERY_MS,
    placeholderData: keepPreviousData,
  });
  const ask = (next: Period) => setSearch({ ...next }, { replace: true });
  return (
    <Shell title={t('figures.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('figures.title')}</Title>
        <Group gap="sm" align="end">
          <Group gap={6} role="group" aria-label={t('figures.period')}>
            {PERIODS.map((name) => {
              const its = periodOf(name, today);
              const chosen = its.from === from && its.until === until;
              return (
                <Button
                  key={name}
                  size="compact-sm"
                  variant={chosen ? 'filled' : 'default'}
                  aria-pressed={chosen}
                  onClick={() => ask(its)}
                >
                  {t(`figures.periods.${name}`)}
                </Button>
              );
            })}
          </Group>
          {(['from', 'until'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              size="xs"
              label={t(`figures.${end}`)}
              value={period[end]}
              onChange={(event) => event.currentTarget.value && ask({ ...period, [end]: event.currentTarget.value })}
            />
          ))}
        </Group>
        {!counted && (
          <Text c="var(--warn-text)" role="alert">
            {t('figures.notAPeriod', { count: MOST_DAYS })}
          </Text>
        )}
        {counted && asked.isPending && <Skeleton h={300} />}
        {counted && asked.error && !asked.data && (
          <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />
        )}
        {counted && asked.data && <Shown figures={asked.data} />}
      </Stack>
    </Shell>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const t = useT();
  const category = useCategoryPath();
  const kind = (name: string) => {
    const known = CASE_KINDS.find((one) => one === name);
    return known ? t(`case.kind.${known}`) : name;
  };
  const channel = (name: string) => {
    const known = z.safeParse(CaseChannel, name);
    return known.success ? t(`cases.channels.${known.data}`) : name;
  };
  return (
    <>
      <div className={css.halves}>
        <Panel title={t('figures.total')}>
          <TotalTable total={figures.total} before={figures.before} />
        </Panel>
        <div className={css.lists}>
          <CountList title={t('figures.byKind')} counts={figures.byKind} nameOf={kind} />
          <CountList title={t('figures.byChannel')} counts={figures.byChannel} nameOf={channel} />
          <CountList
            title={t('figures.byCategory')}
            counts={figures.byCategory}
            nameOf={(code) => category(code || null) || t('cases.noCategory')}
          />
          <CountList
            title={t('figures.byPlace')}
            counts={figures.byPlace}
            nameOf={(name) => name || t('cases.noPlace')}
          />
        </div>
      </div>
      <Panel title={t('figures.byUnit')}>
        {figures.units.length === 0 ? (
          <Text size="sm">{t('figures.nothing')}</Text>
        ) : (
          <UnitTable units={figures.units} />
        )}
      </Panel>
      <Text size="xs" c="dimmed">
        {t('figures.how')}
      </Text>
    </>
  );
}
