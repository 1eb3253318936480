import { useMemo, useRef, useState } from 'react';
import { arrange, type HeldOrder, hold, type Row } from './order.ts';
import type { Wish } from './wish.ts';

/**
 * While the pointer is over the table or the keyboard is in it, the order stays as it is (`release` lets it go once);
 * what the search, the filter or the scope asks for is shown at once.
 */
export function useHeldOrder(
  rows: readonly Row[],
  { scope, search, filter }: Wish,
): HeldOrder & { setHolding: (why: 'pointer' | 'keyboard', on: boolean) => void; release: () => void } {
  const [reasons, setReasons] = useState<ReadonlySet<string>>(new Set());
  const [released, setReleased] = useState(0);
  const wanted = useMemo(() => arrange(rows, scope, { search, filter }), [rows, scope, search, filter]);
  const question = JSON.stringify([scope, search, filter, released]);
  const last = useRef<{ question: string; ids: readonly string[] }>({ question: '', ids: [] });

  const result = useMemo<HeldOrder>(() => {
    const holding = reasons.size > 0 && last.current.question === question && last.current.ids.length > 0;
    const found = holding ? hold(last.current.ids, wanted, rows) : { shown: wanted, changes: 0 };
    last.current = { question, ids: found.shown.map((row) => row.ticketId) };
    return found;
  }, [wanted, rows, reasons, question]);

  return {
    ...result,
    setHolding: (why, on) =>
      setReasons((before) => {
        if (before.has(why) === on) return before;
        const next = new Set(before);
        if (on) next.add(why);
        else next.delete(why);
        return next;
      }),
    release: () => setReleased((n) => n + 1),
  };
}
