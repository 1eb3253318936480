/**
 * Urgent cases on every page of whoever can take note of them (K3): a bar that rings until somebody does, here or at
 * another desk. It is no dialog: whoever leads a call goes on with it.
 */
import { Anchor, Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { acknowledgeCase, listRingingCases, type RingingCase } from '../../../shared/actions/case-clock.ts';
import { callAction } from '../../api/call-action.ts';
import { serverNow } from '../../api/server-time.ts';
import { useAsk } from '../../desk/ask.ts';
import { elapsed, hourMinute } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRing } from '../../desk/use-ring.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import css from './ringing-cases.module.css';

const POLL_MS = 3_000;

export function RingingCases() {
  const t = useT();
  const asked = useAsk(listRingingCases, {}, { everyMs: POLL_MS, staleMs: 0, hiddenToo: true });
  const cases = asked.data?.cases ?? NONE;
  useRing(cases.length > 0, t('ringing.title', { number: cases[0]?.number ?? '' }));
  const bars = useRef<HTMLDivElement>(null);
  useHeightAbove(bars, cases.length > 0);
  return (
    <div role="alert" className={css.bars} ref={bars}>
      {cases.length > 0 && (
        <section aria-label={t('ringing.label')}>
          {cases.map((one) => (
            <Bar key={one.caseId} one={one} zone={asked.data?.zone ?? 'UTC'} onTaken={() => void asked.refetch()} />
          ))}
        </section>
      )}
    </div>
  );
}

const NONE: readonly RingingCase[] = [];

function Bar({ one, zone, onTaken }: { one: RingingCase; zone: string; onTaken: () => void }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      await callAction(acknowledgeCase, { caseId: one.caseId });
      tellDone(t('ringing.taken', { number: one.number }));
    } catch (error) {
      tellRefusal(error);
    }
    // Somebody else may have been faster.
    onTaken();
    setBusy(false);
  };
  const by = hourMinute(one.acknowledgeBy, zone, language);
  return (
    <div className={css.bar}>
      <Icon name="warning" />
      <strong>{t('ringing.title', { number: one.number })}</strong>
      <span>{t(`urgency.${one.urgency}`)}</span>
      <span className={css.when}>
        {t(now < one.acknowledgeBy ? 'ringing.by' : 'ringing.late', { by })}
        <span aria-hidden="true"> · {t('ringing.since', { since: elapsed(Math.max(0, now - one.openedAt)) })}</span>
      </span>
      <span className={css.acts}>
        <Anchor component={Link} to={`/cases/${one.number}`}>
          {t('ringing.look')}
        </Anchor>
        <Button size="sm" loading={busy} onClick={() => void take()}>
          {t('ringing.take')}
        </Button>
      </span>
    </div>
  );
}

/** Desks that fill the window leave so much of it to the bars. */
function useHeightAbove(bars: RefObject<HTMLDivElement | null>, shown: boolean): void {
  useEffect(() => {
    const element = bars.current;
    if (!shown || !element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty('--above', `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty('--above');
    };
  }, [bars, shown]);
}

function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
