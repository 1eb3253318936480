/** The whole queue: fixed row height, only the rows in sight are in the page, the order held under the pointer. */
import { Button } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../desk/texts.ts';

import { useServerNow } from '../../realtime/react.tsx';
import type { HeldOrder } from './order.ts';
import css from './queue-table.module.css';
import { QueueTableRow } from './queue-table-row.tsx';

const COLUMNS = [
  'place',
  'number',
  'name',
  'subject',
  'category',
  'waited',
  'state',
  'visits',
  'consents',
  'passes',
] as const;
const AHEAD = 8;

interface Props {
  order: HeldOrder & { setHolding: (why: 'pointer' | 'keyboard', on: boolean) => void; release: () => void };
  selectedId: string | null;
  onSelect: (ticketId: string) => void;
  /** Enter on a row: go to its details. */
  onOpen: () => void;
  categoryName: (code: string | null) => string;
  emptyText: string;
}

export function QueueTable({ order, selectedId, onSelect, onOpen, categoryName, emptyText }: Props) {
  const t = useT();
  const now = useServerNow(30_000);
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const rowPx = narrow ? 58 : 36;
  const { ref: sizeRef, height } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const rows = order.shown;
  const first = Math.max(0, Math.floor(top / rowPx) - AHEAD);
  const last = Math.min(rows.length, Math.ceil((top + (height || 600)) / rowPx) + AHEAD);
  const selectedIndex = rows.findIndex((row) => row.ticketId === selectedId);

  const reveal = useRef<number | null>(null);
  useLayoutEffect(() => {
    const index = reveal.current;
    const box = scroller.current;
    reveal.current = null;
    if (index === null || !box) return;
    const head = narrow ? 0 : 30;
    const above = index * rowPx;
    const below = above + rowPx + head - box.clientHeight;
    if (box.scrollTop > above) box.scrollTop = above;
    else if (box.scrollTop < below) box.scrollTop = below;
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((height || 600) / rowPx) - 2);
    const step: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    const by = step[event.key];
    if (by !== undefined && rows.length > 0) {
      event.preventDefault();
      const next = Math.min(
        rows.length - 1,
        Math.max(0, selectedIndex === -1 ? (by > 0 ? 0 : rows.length - 1) : selectedIndex + by),
      );
      reveal.current = next;
      onSelect(rows[next]!.ticketId);
    } else if (event.key === 'Enter' && selectedIndex !== -1) {
      event.preventDefault();
      onOpen();
    }
  };

  return (
    <div className={css.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a native table cannot window its rows */}
      <div
        role="grid"
        aria-label={t('queue.title')}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selectedIndex >= first && selectedIndex < last ? `row-${selectedId}` : undefined}
        tabIndex={0}
        id="queue"
        className={css.scroll}
        ref={(node) => {
          scroller.current = node;
          sizeRef(node);
        }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
        onPointerEnter={(event) => event.pointerType === 'mouse' && order.setHolding('pointer', true)}
        onPointerLeave={() => order.setHolding('pointer', false)}
        onFocus={() => order.setHolding('keyboard', true)}
        onBlur={() => order.setHolding('keyboard', false)}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus (aria-activedescendant) */}
        <div role="row" aria-rowindex={1} className={css.head}>
          {COLUMNS.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            <div role="columnheader" key={column} title={t(`queue.columnHelp.${column}`)}>
              {t(`queue.column.${column}`)}
            </div>
          ))}
        </div>
        <div className={css.body} style={{ height: rows.length * rowPx }} role="presentation">
          {rows.slice(first, last).map((row, index) => (
            <QueueTableRow
              key={row.ticketId}
              row={row}
              index={first + index}
              topPx={(first + index) * rowPx}
              minute={now}
              selected={row.ticketId === selectedId}
              category={categoryName(row.categoryCode)}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
      {rows.length === 0 && <p className={css.empty}>{emptyText}</p>}
      {order.changes > 0 && (
        <Button className={css.pending} size="compact-sm" variant="default" onClick={order.release}>
          {t('queue.held', { count: order.changes })}
        </Button>
      )}
    </div>
  );
}
