/** The rows of a list of cases: those in sight alone are in the page, more come as one goes down, and the place is kept. */
import { Badge, Group } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { CaseRow } from '../../../shared/actions/cases.ts';
import { dayAndTime } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useCategoryName } from '../../features/cases/choices.tsx';
import { keepPlace, placeIn } from '../../features/cases/list-place.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './list.module.css';
import { Due, StateBadge, useCountyZone } from './marks.tsx';

const ROW_PX = 44;
/** Asked for more before the end comes into sight. */
const AHEAD = 15;

export interface RowsHandle {
  /** Moves the keyboard by so many rows. */
  move: (by: number) => void;
}

interface Props {
  rows: readonly CaseRow[];
  /** As in the address: the place is kept by it. */
  address: string;
  total: number | null;
  hasMore: boolean;
  more: () => void;
  handle: RefObject<RowsHandle | null>;
}

export function CaseRows({ rows, address, total, hasMore, more, handle }: Props) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const [kept] = useState(() => placeIn(address));
  const current = useRef<string | null>(kept?.caseId ?? null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  // As far as before, or as far as is looked at.
  const wants = hasMore && (last >= rows.length - AHEAD || rows.length < (kept?.rows ?? 0));
  useEffect(() => {
    if (wants) more();
  }, [wants, more]);

  /** Back from a case: as soon as there is enough to scroll to. */
  const restored = useRef(kept === null);
  useEffect(() => {
    const box = scroller.current;
    if (restored.current || !box || !kept) return;
    if (rows.length < kept.rows && hasMore) return;
    restored.current = true;
    virtual.scrollToIndex(kept.top, { align: 'start' });
    focusOn(kept.caseId);
  });
  const remember = () => {
    if (!restored.current) return;
    const top = virtual.getVirtualItemForOffset(scroller.current?.scrollTop ?? 0)?.index ?? 0;
    keepPlace(address, { top, rows: rows.length, caseId: current.current });
  };
  /** The row is drawn within the next pictures, once the list has been scrolled to it. */
  function focusOn(caseId: string | null, pictures = 30): void {
    if (caseId === null || pictures === 0) return;
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-case="${caseId}"]`);
      if (row) row.focus({ preventScroll: true });
      else focusOn(caseId, pictures - 1);
    });
  }
  useImperativeHandle(handle, () => ({
    move(by) {
      const at = rows.findIndex(({ id }) => id === current.current);
      const next = Math.min(rows.length - 1, Math.max(0, at === -1 ? 0 : at + by));
      const row = rows[next];
      if (!row) return;
      current.current = row.id;
      virtual.scrollToIndex(next, { align: 'auto' });
      focusOn(row.id);
    },
  }));

  return (
    <section
      className={css.scroll}
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keyboard
      tabIndex={0}
      onScroll={remember}
      aria-label={t('cases.title')}
    >
      <div className={`${css.row} ${css.head}`} aria-hidden="true">
        {(['number', 'subject', 'state', 'category', 'person', 'unit', 'due', 'openedAt'] as const).map((column) => (
          <span key={column}>{t(`cases.${column}`)}</span>
        ))}
      </div>
      <ol className={css.body} style={{ height: virtual.getTotalSize() }} aria-label={t('cases.title')}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={row.id}
                aria-posinset={index + 1}
                aria-setsize={total ?? -1}
                data-index={index}
                ref={virtual.measureElement}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row
                  row={row}
                  onChosen={() => {
                    current.current = row.id;
                    remember();
                  }}
                />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

function Row({ row, onChosen }: { row: CaseRow; onChosen: () => void }) {
  const t = useT();
  const zone = useCountyZone();
  const language = useLanguage();
  const category = useCategoryName();
  const cells = (
    <>
      <span className={css.number}>{row.number}</span>
      <span className={css.subject}>
        {row.sealed ? t('cases.sealed') : row.subject}
        <Marks row={row} />
      </span>
      <span>
        <StateBadge state={row.state} wraps />
      </span>
      <span className={css.quiet}>
        {category(row.categoryCode) || '–'} · {t(`case.kind.${row.kind}`)}
      </span>
      <span>{row.sealed ? '–' : `${row.personName ?? t('cases.hidden')} · ${row.place}`}</span>
      <span>{row.mainUnitName ?? t('cases.noUnit')}</span>
      <span data-label={t('cases.due')}>
        <Due row={row} zone={zone} />
      </span>
      <span data-label={t('cases.openedAt')} className={css.quiet}>
        {dayAndTime(row.openedAt, zone, language)}
      </span>
    </>
  );
  // Nothing of it is to be opened.
  if (row.sealed) return <div className={css.row}>{cells}</div>;
  return (
    <Link to={`/cases/${row.number}`} className={css.row} data-case={row.id} onFocus={onChosen} onClick={onChosen}>
      {cells}
    </Link>
  );
}

function Marks({ row }: { row: CaseRow }) {
  const t = useT();
  if (row.flags.length === 0 && row.urgency === null) return null;
  return (
    <Group gap={4} component="span" className={css.flags}>
      {row.urgency && (
        <Badge size="xs" color="var(--urgent)" component="span">
          {t(`cases.urgencies.${row.urgency}`)}
        </Badge>
      )}
      {row.addedAt !== null && (
        <Badge size="xs" variant="light" component="span">
          {t('cases.mark.added')}
        </Badge>
      )}
      {row.flags.map((flag) => (
        <Badge size="xs" variant="light" color="orange" component="span" key={flag}>
          {t(`cases.mark.${flag}`)}
        </Badge>
      ))}
    </Group>
  );
}
