/** A case as a row of a home: what it is, whose, until when, and why it waits here. Leads to the case's page. */
import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeskRow, DeskSection } from '../../../shared/actions/supervise.ts';
import { serverNow } from '../../api/server-time.ts';
import { deadline } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { Due, StateBadge } from '../cases/marks.tsx';
import { waited } from './parts.ts';
import css from './supervise.module.css';

interface Props {
  row: DeskRow;
  zone: string;
  section: DeskSection;
  /** `null`: rows of this section are not chosen. */
  chosen: boolean | null;
  onToggle?: () => void;
  children?: ReactNode;
}

export function Row({ row, zone, section, chosen, onToggle, children }: Props) {
  const t = useT();
  const language = useLanguage();
  const now = serverNow();
  const marks = [
    row.urgent && t('supervise.urgent'),
    row.promised && t('supervise.promised'),
    row.level > 0 && t('supervise.reopened', { count: row.level }),
    row.handBacks > 0 && t('supervise.handedBack', { count: row.handBacks }),
    row.urges > 0 && t('supervise.urged', { count: row.urges }),
    row.supervised && section !== 'supervised' && t('supervise.section.supervised'),
    row.dispatchKind === 'withReport' && t('supervise.withReport'),
    section === 'toFollowUp' && row.unreached > 0 && t('supervise.unreached', { count: row.unreached }),
  ].filter((mark) => mark !== false);
  return (
    <li className={css.row} data-id={row.id} data-plain={chosen === null || undefined}>
      {chosen !== null && (
        <Checkbox
          size="xs"
          checked={chosen}
          onChange={onToggle}
          aria-label={t('supervise.choose', { number: row.number })}
        />
      )}
      <div className={css.matter}>
        <Link to={`/cases/${row.number}`} data-row-link>
          {row.subject}
        </Link>
        <div className={css.facts}>
          <span>{row.number}</span>
          <StateBadge state={row.state} />
          {row.personName !== null && <span>{row.personName}</span>}
          <span>{row.place}</span>
          {row.mainUnitName !== null && <span>{row.mainUnitName}</span>}
          {row.dueAt !== null && (
            <span>
              {t('cases.due')} <Due row={row} zone={zone} />
            </span>
          )}
          {row.dispatchBy !== null && (
            <span className={row.dispatchBy < now ? css.late : undefined}>
              {t(row.dispatchBy < now ? 'supervise.dispatchLate' : 'supervise.dispatchBy', {
                waited: waited(now - row.startsAt, language),
                by: deadline(row.dispatchBy, zone),
              })}
            </span>
          )}
          {marks.map((mark) => (
            <strong key={mark}>{mark}</strong>
          ))}
        </div>
        {row.handBack && section === 'handBacks' && (
          <div className={css.why}>
            {t('supervise.whyBack', {
              reason: t(`supervise.handBack.${row.handBack.reason}`),
              basis: row.handBack.basis,
              unit: row.handBack.betterUnit?.name ?? '–',
            })}
          </div>
        )}
        {row.extension && section === 'extensions' && (
          <div className={css.why}>
            {t('supervise.whyLonger', { count: row.extension.days, reason: row.extension.reason })}
          </div>
        )}
        {row.hard && section === 'hard' && <div className={css.why}>{row.hard}</div>}
      </div>
      {children && <div className={css.acts}>{children}</div>}
    </li>
  );
}
