import { memo, type ReactNode } from 'react';
import { wholeMinutes } from '../../desk/format.ts';
import { Icon, type IconName } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import type { Column } from './columns.ts';
import { isActive, isEnded, isWaiting, type Row } from './order.ts';
import css from './queue-table.module.css';
import troubleCss from './trouble.module.css';
import { TroubleMark } from './trouble-mark.tsx';

const CONSENTS = [
  ['call', 'camera'],
  ['recording', 'record'],
  ['broadcast', 'broadcast'],
] as const satisfies readonly (readonly [keyof Row['consent'], IconName])[];

export function ConsentMarks({ consent }: { consent: Row['consent'] }) {
  const t = useT();
  const words = CONSENTS.map(([scope]) =>
    t(consent[scope] ? 'consents.given' : 'consents.notGiven', { scope: t(`consents.${scope}`) }),
  ).join(' · ');
  return (
    <span className={css.marks} role="img" aria-label={words} title={words}>
      {CONSENTS.map(([scope, icon]) => (
        <span key={scope} className={css.mark} data-given={consent[scope]}>
          <Icon name={icon} />
        </span>
      ))}
    </span>
  );
}

/** Where somebody is, in one or two words; trouble carries a sign. */
function StateWords({ row }: { row: Row }) {
  const t = useT();
  if (isWaiting(row) && row.presence === 'lost' && row.participation !== 'phone')
    return (
      <span className={css.warn}>
        <Icon name="unplugged" size={14} />
        {t('presence.lost')}
      </span>
    );
  if (row.state === 'waiting' && row.sentTo?.to !== 'room')
    return <>{t(row.entered ? `participation.${row.participation}` : 'presence.never')}</>;
  return (
    <span className={css.state}>
      {t(row.state === 'waiting' ? 'queue.sentToRoom' : `ticketState.${row.state}`)}
      {row.participation === 'audio' && (
        <span role="img" aria-label={t(soundOf(row))} title={t(soundOf(row))}>
          <Icon name="microphone" size={14} />
        </span>
      )}
    </span>
  );
}

/** Of whoever was barred (Q10); why, and by whom, stands in the panel. */
function BarMark({ bar }: Pick<Row, 'bar'>) {
  const t = useT();
  if (bar === null) return null;
  const words = t(`bar.mark.${bar}`);
  return (
    <span className={css.bar} data-lasts={bar === 'lasts'} role="img" aria-label={words} title={words}>
      <Icon name="warning" size={14} />
    </span>
  );
}

const soundOf = ({ ladder }: Row) => (ladder?.soundFor === 'network' ? 'ladder.soundOnly' : 'participation.audio');

interface Props {
  row: Row;
  index: number;
  topPx: number;
  minute: number;
  selected: boolean;
  columns: readonly Column[];
  category: string;
  onSelect: (ticketId: string) => void;
}

export const QueueTableRow = memo(function QueueTableRow({
  row,
  index,
  topPx,
  minute,
  selected,
  columns,
  category,
  onSelect,
}: Props) {
  const t = useT();
  const plain = (text: string) => ({ title: text, children: text });
  const cells: Record<Column, { title?: string | undefined; children: ReactNode }> = {
    place: { children: isActive(row) || isEnded(row) ? '–' : (row.place ?? '–') },
    number: { children: t('ticketNumber', { number: row.number }) },
    name: {
      title: `${row.name} · ${row.placeName}${row.takenBy === null ? '' : ` · ${t('officer.markOf', { name: row.takenBy })}`}`,
      children: (
        <>
          <BarMark bar={row.bar} />
          {row.takenBy !== null && <span className={troubleCss.mark}>{t('officer.mark')}</span>}
          {row.name}
        </>
      ),
    },
    placeName: plain(row.placeName),
    subject: {
      title: row.subject,
      children: (
        <>
          <TroubleMark trouble={row.trouble} />
          {row.added && <span className={css.added}>{t('additions.mark', { count: row.added.count })}</span>}
          {row.subject}
        </>
      ),
    },
    category: plain(category),
    waited: {
      children:
        isEnded(row) || row.waitingSince === null
          ? ''
          : t('minutes', { count: wholeMinutes(minute - row.waitingSince) }),
    },
    state: { children: <StateWords row={row} /> },
    holder: plain(row.heldBy ?? ''),
    visits: { children: row.earlierVisits > 0 ? t('visits', { count: row.earlierVisits }) : '' },
    consents: { children: <ConsentMarks consent={row.consent} /> },
    passes: {
      title: row.setBack ? t('details.setBack') : undefined,
      children: [row.passes > 0 && t('passes', { count: row.passes }), row.setBack && t('setBack')]
        .filter(Boolean)
        .join(' '),
    },
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys of the grid choose rows
    // biome-ignore lint/a11y/useSemanticElements: a native table cannot window its rows
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus (aria-activedescendant)
    <div
      role="row"
      id={`row-${row.ticketId}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-state={row.state}
      data-gone={isEnded(row) || undefined}
      className={css.row}
      style={{ top: topPx }}
      onClick={() => onSelect(row.ticketId)}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        <div role="gridcell" key={column} data-column={column} title={cells[column].title}>
          {cells[column].children}
        </div>
      ))}
    </div>
  );
});
