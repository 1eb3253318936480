/** The whole queue: fixed row height, only the rows in sight are in the page, the order held under the pointer. */
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { useT } from '../../desk/texts.ts';
import { useServerNow } from '../../realtime/react.tsx';
import { type Column, leastWidthOf, widthsOf } from './columns.ts';
import type { HeldOrder } from './order.ts';
import css from './queue-table.module.css';
import { QueueTableRow } from './queue-table-row.tsx';

const AHEAD = 8;
/** Two lines of the longer words. */
const ROW_PX = 40;
/** On a narrow page the matter stands below the rest and there is no head. */
const TALL_ROW_PX = 66;
const HEAD_PX = 30;

interface Props {
  order: HeldOrder & { setHolding: (why: 'pointer' | 'keyboard', on: boolean) => void; release: () => void };
  columns: readonly Column[];
  selectedId: string | null;
  onSelect: (ticketId: string) => void;
  /** Enter on a row: go to its details. */
  onOpen: () => void;
  categoryName: (code: string | null) => string;
  emptyText: string;
  /** Stand further back in the line than the desk is told (`MOST_IN_LINE` of the server). */
  behind: number;
}

export function QueueTable({ order, columns, selectedId, onSelect, onOpen, categoryName, emptyText, behind }: Props) {
  const t = useT();
  const now = useServerNow(30_000);
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const rowPx = narrow ? TALL_ROW_PX : ROW_PX;
  const headPx = narrow ? 0 : HEAD_PX;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = order.shown;
  const selectedIndex = rows.findIndex((row) => row.ticketId === selectedId);
  // The chosen row is in the page wherever it stands: a screen reader is told of it (aria-activedescendant).
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      if (selectedIndex === -1 || inSight.includes(selectedIndex)) return inSight;
      return selectedIndex < (inSight[0] ?? 0) ? [selectedIndex, ...inSight] : [...inSight, selectedIndex];
    },
    [selectedIndex],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.ticketId ?? index,
    overscan: AHEAD,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    rangeExtractor,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights change with it
  useEffect(() => virtual.measure(), [virtual, rowPx]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowPx) - 2);
    const step: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length + 1,
    };
    const by = step[event.key];
    if (by !== undefined && rows.length > 0) {
      event.preventDefault();
      const from = selectedIndex === -1 && by < 0 ? rows.length : selectedIndex;
      const next = Math.min(rows.length - 1, Math.max(0, from + by));
      virtual.scrollToIndex(next);
      onSelect(rows[next]!.ticketId);
    } else if (event.key === 'Enter' && selectedIndex !== -1) {
      event.preventDefault();
      onOpen();
    }
  };

  return (
    <div
      className={css.frame}
      style={{ '--columns': widthsOf(columns), '--least': `${leastWidthOf(columns)}rem` } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a native table cannot window its rows */}
      <div
        role="grid"
        aria-label={t('queue.title')}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selectedIndex === -1 ? undefined : `row-${selectedId}`}
        tabIndex={0}
        id="queue"
        className={css.scroll}
        ref={scroller}
        onKeyDown={onKeyDown}
        onPointerEnter={(event) => event.pointerType === 'mouse' && order.setHolding('pointer', true)}
        onPointerLeave={() => order.setHolding('pointer', false)}
        onFocus={() => order.setHolding('keyboard', true)}
        onBlur={() => order.setHolding('keyboard', false)}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus (aria-activedescendant) */}
        <div role="row" aria-rowindex={1} className={css.head}>
          {columns.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            <div role="columnheader" key={column} title={t(`queue.columnHelp.${column}`)}>
              {t(`queue.column.${column}`)}
            </div>
          ))}
        </div>
        <div className={css.body} style={{ height: rows.length * rowPx }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <QueueTableRow
                  key={row.ticketId}
                  row={row}
                  index={index}
                  topPx={start - headPx}
                  minute={now}
                  selected={row.ticketId === selectedId}
                  columns={columns}
                  category={categoryName(row.categoryCode)}
                  onSelect={onSelect}
                />
              )
            );
          })}
        </div>
      </div>
      {rows.length === 0 && <p className={css.empty}>{emptyText}</p>}
      {behind > 0 && <p className={css.behind}>{t('queue.behind', { count: behind })}</p>}
      {order.changes > 0 && (
        <Button className={css.pending} size="compact-sm" variant="default" onClick={order.release}>
          {t('queue.held', { count: order.changes })}
        </Button>
      )}
    </div>
  );
}
