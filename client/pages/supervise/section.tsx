/** One section of the supervisor's home: its rows by deadline, and what can be done with several of them. */
import { Button, Chip, Group, Kbd, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import {
  type DeskRow,
  type SuperviseSection,
  type superviseHome,
  superviseSection,
} from '../../../shared/actions/supervise.ts';
import type { Refusal } from '../../../shared/errors.ts';
import { callAction } from '../../api/call-action.ts';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import { Trouble } from '../../desk/trouble.tsx';
import { useShortcuts } from '../../desk/use-shortcuts.ts';
import { useCountyZone } from '../cases/marks.tsx';
import { BulkDispatch, BulkUrge, Report, type SeveralReport } from './bulk.tsx';
import { type HeldRow, withHeld } from './held-row.ts';
import { countOf, LOOKS_EVERY_MS } from './parts.ts';
import { Row } from './row.tsx';
import { RowActs } from './row-acts.tsx';
import css from './supervise.module.css';

type Page = z.infer<typeof superviseSection.result>;
type ByUnit = z.infer<typeof superviseHome.result>['overdueByUnit'];

/** What can be done with several at once; a command takes a hundred. */
const BULK: Partial<Record<SuperviseSection, 'dispatch' | 'urge'>> = {
  toDispatch: 'dispatch',
  overdue: 'urge',
  supervised: 'urge',
  hard: 'urge',
};
const MOST_AT_ONCE = 100;

interface Props {
  section: SuperviseSection;
  unitId: string | null;
  count: number;
  /** What the home brought, until the section's own rows are there. */
  first: readonly DeskRow[];
  byUnit: ByUnit;
  onUnit: (unitId: string | null) => void;
  renew: () => Promise<unknown>;
}

export function Section({ section, unitId, count, first, byUnit, onUnit, renew }: Props) {
  const t = useT();
  const zone = useCountyZone();
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  /** Those about whom is asked, as they were read when the dialog opened. */
  const [asking, setAsking] = useState<readonly DeskRow[] | null>(null);
  const [held, setHeld] = useState<HeldRow<DeskRow> | null>(null);
  const [report, setReport] = useState<SeveralReport | null>(null);
  const asked = useInfiniteQuery<Page, Refusal, Page[], readonly unknown[], string | undefined>({
    queryKey: [superviseSection.name, section, unitId],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      callAction(
        superviseSection,
        { section, ...(unitId ? { unitId } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    select: ({ pages }) => pages,
    refetchInterval: LOOKS_EVERY_MS,
  });
  const rows = withHeld(asked.data?.flatMap((page) => page.rows) ?? (unitId ? [] : first), held);
  const bulk = BULK[section];
  const several = rows.filter(({ id }) => chosen.has(id));
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const all = () =>
    setChosen(several.length > 0 ? new Set() : new Set(rows.slice(0, MOST_AT_ONCE).map(({ id }) => id)));
  const ask = () => {
    // With none chosen it is about the row on which one stands.
    const here = list.current?.querySelector<HTMLElement>('li:focus-within')?.dataset.id;
    const about = several.length > 0 ? several : rows.filter(({ id }) => id === here);
    if (about.length === 0) return;
    setChosen(new Set(about.map(({ id }) => id)));
    setAsking(about);
  };
  useShortcuts(
    bulk
      ? [
          { key: 'A', says: 'supervise.chooseAll', run: all },
          { key: bulk === 'dispatch' ? 'D' : 'U', says: `supervise.${bulk}`, run: ask },
        ]
      : [],
  );
  useRowKeys(list, rows.length, bulk ? toggle : null);
  const done = async (what: SeveralReport | null) => {
    if (what) setReport(what);
    // What was refused stays chosen, for whoever wants to look at it.
    setChosen(new Set(what?.refused.map(({ caseId }) => caseId)));
    await renew();
  };

  return (
    <Panel title={t(`supervise.section.${section}`)} aside={<span>{countOf(count)}</span>}>
      {report && <Report report={report} onClose={() => setReport(null)} />}
      {section === 'overdue' && byUnit.length > 0 && (
        <Group gap={6} pb="xs" role="group" aria-label={t('supervise.byUnit')}>
          {byUnit.map(({ unit, count: its }) =>
            unit ? (
              <Chip key={unit.id} size="xs" checked={unit.id === unitId} onChange={(on) => onUnit(on ? unit.id : null)}>
                {unit.name} {its}
              </Chip>
            ) : (
              <Text key="none" size="xs" c="dimmed">
                {t('cases.noUnit')} {its}
              </Text>
            ),
          )}
        </Group>
      )}
      {bulk && rows.length > 0 && (
        <div className={css.bar}>
          <Button size="compact-sm" variant="default" onClick={all} aria-keyshortcuts="A">
            {t(several.length > 0 ? 'supervise.chooseNone' : 'supervise.chooseAll')} <Kbd ml={6}>A</Kbd>
          </Button>
          <Button
            size="compact-sm"
            disabled={several.length === 0}
            onClick={ask}
            aria-keyshortcuts={bulk === 'dispatch' ? 'D' : 'U'}
          >
            {t(`supervise.${bulk}Chosen`, { count: several.length })}{' '}
            <Kbd ml={6}>{bulk === 'dispatch' ? 'D' : 'U'}</Kbd>
          </Button>
          <Text size="xs" c="dimmed">
            {t('supervise.keys')}
          </Text>
        </div>
      )}
      {asked.error && !asked.data && <Trouble refusal={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && rows.length === 0 && <Text size="sm">{t('supervise.none')}</Text>}
      <ul className={css.rows} ref={list}>
        {rows.map((row, at) => (
          <Row
            key={row.id}
            row={row}
            zone={zone}
            section={section}
            chosen={bulk ? chosen.has(row.id) : null}
            onToggle={() => toggle(row.id)}
          >
            <RowActs
              row={row}
              section={section}
              renew={renew}
              opened={row.id === held?.row.id}
              onOpened={(opened) => setHeld(opened ? { row, at } : null)}
            />
          </Row>
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          mt="xs"
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {t('supervise.more')}
        </Button>
      )}
      {bulk === 'dispatch' && (
        <BulkDispatch
          cases={asking ?? several}
          opened={asking !== null}
          onClose={() => setAsking(null)}
          onDone={done}
        />
      )}
      {bulk === 'urge' && (
        <BulkUrge cases={asking ?? several} opened={asking !== null} onClose={() => setAsking(null)} onDone={done} />
      )}
    </Panel>
  );
}

/** ↑ and ↓ go from row to row, a space chooses the row on which one stands. Another row comes up for one that went. */
function useRowKeys(
  list: RefObject<HTMLUListElement | null>,
  count: number,
  toggle: ((id: string) => void) | null,
): void {
  const at = useRef(-1);
  const latest = useRef(toggle);
  useEffect(() => {
    latest.current = toggle;
  });
  useEffect(() => {
    const links = () => [...(list.current?.querySelectorAll<HTMLAnchorElement>('[data-row-link]') ?? [])];
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"]') || isTyping(event.target)) return;
      const all = links();
      const here = all.findIndex((link) => link.closest('li')?.contains(document.activeElement));
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const next = all[here === -1 ? Math.max(at.current, 0) : here + (event.key === 'ArrowDown' ? 1 : -1)];
        if (!next) return;
        event.preventDefault();
        next.focus();
        at.current = all.indexOf(next);
      } else if (event.key === ' ' && here >= 0 && document.activeElement === all[here]) {
        const id = all[here]?.closest('li')?.dataset.id;
        if (!id || !latest.current) return;
        event.preventDefault();
        latest.current(id);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
  // A row that was done goes; whoever worked by keyboard stands on the one that took its place.
  useEffect(() => {
    if (at.current < 0 || count === 0 || document.activeElement !== document.body) return;
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('[data-row-link]') ?? [])];
    links[Math.min(at.current, count - 1)]?.focus();
  }, [list, count]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, [role="listbox"]') !== null;
