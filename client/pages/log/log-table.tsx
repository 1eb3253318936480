/** The log as a list of which only the rows in sight are in the page; the newest stands at its end. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useT } from '../../desk/texts.ts';
import type { LogWords } from '../../features/log/filter.ts';
import css from './log.module.css';

const ROW_PX = 33;
const COLUMNS = ['time', 'who', 'what', 'about', 'more'] as const;

export function LogTable({ log }: { log: readonly LogWords[] }) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  /** Whoever reads at the end is kept there as more is written; whoever looks back is not moved. */
  const atEnd = useRef(true);
  const virtual = useVirtualizer({
    count: log.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => log[index]?.entry.seq ?? index,
    overscan: 12,
    useFlushSync: false,
  });
  useEffect(() => {
    if (atEnd.current && log.length > 0) virtual.scrollToIndex(log.length - 1, { align: 'end' });
  }, [virtual, log.length]);
  const onScroll = () => {
    const box = scroller.current;
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < ROW_PX;
  };
  return (
    <div className={css.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keyboard */}
      <div className={css.scroll} ref={scroller} onScroll={onScroll} tabIndex={0}>
        <div className={`${css.row} ${css.head}`} aria-hidden="true">
          {COLUMNS.map((column) => (
            <span key={column}>{t(`eveningLog.column.${column}`)}</span>
          ))}
        </div>
        <ol className={css.body} style={{ height: virtual.getTotalSize() }} aria-label={t('eveningLog.title')}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const one = log[index];
            return (
              one && (
                <li
                  key={one.entry.seq}
                  aria-posinset={index + 1}
                  aria-setsize={log.length}
                  className={css.row}
                  data-index={index}
                  ref={virtual.measureElement}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {COLUMNS.map((column) => (
                    <span key={column}>{one[column]}</span>
                  ))}
                </li>
              )
            );
          })}
        </ol>
      </div>
      {log.length === 0 && <p className={css.none}>{t('eveningLog.none')}</p>}
    </div>
  );
}
