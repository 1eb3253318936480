/** The supervisor's home: what waits, by section; the section stands in the address. */
import { Kbd, Skeleton, Stack, Title, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  SUPERVISE_SECTIONS,
  type SuperviseSection,
  superviseHome,
  superviseSection,
} from '../../../shared/actions/supervise.ts';
import { useAsk } from '../../desk/ask.ts';
import { Shell } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useShortcuts } from '../../desk/use-shortcuts.ts';
import { countOf, LOOKS_EVERY_MS } from './parts.ts';
import { Section } from './section.tsx';
import css from './supervise.module.css';

const KEYS = '1234567890';

export default function SupervisePage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const asked = useAsk(superviseHome, {}, { everyMs: LOOKS_EVERY_MS });
  const cache = useQueryClient();
  const counts = new Map(asked.data?.sections.map(({ section, count }) => [section, count]));
  const first = SUPERVISE_SECTIONS.find((one) => (counts.get(one) ?? 0) > 0) ?? 'toCheck';
  const [shown, setShown] = useState<SuperviseSection | null>(null);
  const chosen = SUPERVISE_SECTIONS.find((one) => one === search.get('section')) ?? shown ?? first;
  // What is once shown stays: nobody's page turns while they work on it.
  if (asked.data && shown !== chosen) setShown(chosen);
  const unitId = search.get('unit');
  const choose = (section: SuperviseSection, unit: string | null = null) =>
    setSearch({ section, ...(unit ? { unit } : {}) }, { replace: true });
  const renew = () =>
    Promise.all(
      [superviseHome.name, superviseSection.name].map((name) => cache.invalidateQueries({ queryKey: [name] })),
    );
  useShortcuts(
    SUPERVISE_SECTIONS.map((section, index) => ({
      key: KEYS[index] ?? '',
      says: `supervise.section.${section}` as const,
      run: () => choose(section),
    })),
  );
  return (
    <Shell title={t('supervise.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('supervise.title')}</Title>
        {asked.isPending && <Skeleton h={300} />}
        {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
        {asked.data && (
          <div className={css.home}>
            <nav aria-label={t('supervise.sections')}>
              <ul className={css.sections}>
                {SUPERVISE_SECTIONS.map((section, index) => (
                  <li key={section}>
                    <UnstyledButton
                      className={css.section}
                      aria-current={section === chosen ? 'true' : undefined}
                      aria-keyshortcuts={KEYS[index]}
                      onClick={() => choose(section)}
                    >
                      <span>{t(`supervise.section.${section}`)}</span>
                      <span className={css.count} data-none={counts.get(section) ? undefined : true}>
                        {countOf(counts.get(section) ?? 0)}
                      </span>
                      <Kbd size="xs" aria-hidden="true">
                        {KEYS[index]}
                      </Kbd>
                    </UnstyledButton>
                  </li>
                ))}
              </ul>
            </nav>
            <Section
              key={`${chosen} ${unitId}`}
              section={chosen}
              unitId={unitId}
              count={counts.get(chosen) ?? 0}
              first={asked.data.sections.find(({ section }) => section === chosen)?.rows ?? []}
              byUnit={asked.data.overdueByUnit}
              onUnit={(unit) => choose('overdue', unit)}
              renew={renew}
            />
          </div>
        )}
      </Stack>
    </Shell>
  );
}
