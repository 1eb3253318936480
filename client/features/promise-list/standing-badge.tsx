import { Badge } from '@mantine/core';
import type { PromiseRow } from '../../../shared/actions/figures.ts';
import { useT } from '../../desk/texts.ts';
import { type Standing, standingOf, standingWords } from './standing.ts';

const COLORS: Record<Standing, string> = {
  open: 'blue',
  soon: 'yellow',
  today: 'yellow',
  kept: 'teal',
  late: 'gray',
  broken: 'orange',
  again: 'orange',
};

export function StandingBadge({ row, today }: { row: Pick<PromiseRow, 'standing' | 'dueOn'>; today: string }) {
  const t = useT();
  return (
    <Badge
      variant="light"
      color={COLORS[standingOf(row, today)]}
      h="auto"
      radius="sm"
      styles={{ label: { whiteSpace: 'normal', lineHeight: 1.4, textAlign: 'start' } }}
    >
      {standingWords(row, today, t)}
    </Badge>
  );
}
