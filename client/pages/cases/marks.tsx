/** How a case stands, wherever one is shown. */
import { Badge } from '@mantine/core';
import type { CaseRow } from '../../../shared/actions/cases.ts';
import { listSessions } from '../../../shared/actions/public.ts';
import { ANSWERED, type CaseState, isCaseOver } from '../../../shared/states.ts';
import { useAsk } from '../../desk/ask.ts';
import { deadline } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import css from './cases.module.css';

const HOME_ZONE = 'Asia/Shanghai';

/** The county's zone, in which all times are shown (S2). */
export function useCountyZone(): string {
  const { data } = useAsk(listSessions, {}, { staleMs: 10 * 60_000 });
  return data?.county.zone ?? HOME_ZONE;
}

const isAnswered = (state: CaseState): boolean => (ANSWERED as readonly CaseState[]).includes(state);

/** `wraps`: in a narrow column, over two lines. */
export function StateBadge({ state, wraps = false }: { state: CaseState; wraps?: boolean }) {
  const t = useT();
  const color = isAnswered(state) ? 'teal' : isCaseOver(state) ? 'gray' : 'blue';
  return (
    <Badge
      variant="light"
      color={color}
      {...(wraps
        ? { h: 'auto', radius: 'sm', styles: { label: { whiteSpace: 'normal', lineHeight: 1.35 } } }
        : { miw: 'max-content' })}
    >
      {t(`case.state.${state}`)}
    </Badge>
  );
}

export function Due({ row, zone }: { row: Pick<CaseRow, 'dueAt' | 'state'>; zone: string }) {
  const t = useT();
  if (row.dueAt === null) return <>–</>;
  const over = row.dueAt < Date.now() && !isAnswered(row.state) && !isCaseOver(row.state);
  return (
    <span className={over ? css.over : undefined}>
      {over && <Icon name="warning" size={14} />} {deadline(row.dueAt, zone)}
      {over && ` ${t('cases.overdue')}`}
    </span>
  );
}
