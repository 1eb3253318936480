/** What else its citizen may do about a case: take it back, and say whether it may be public. */
import { useEffect, useState } from 'react';
import { consentToMyCase, type MyCase, withdrawMyCase } from '../../../shared/actions/my.ts';
import { PUBLICATION_WORDING } from '../../../shared/consent.ts';
import { callAction } from '../../api/call-action.ts';
import { serverNow } from '../../api/server-time.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Tick } from '../../ui/field.tsx';
import { elapsed } from '../../ui/time.ts';
import { NotSent } from './not-sent.tsx';
import { useMyT } from './texts.ts';
import { useSending } from './use-sending.ts';

const NOTHING = {};

export function Withdraw({ of, onDone }: { of: MyCase; onDone: () => void }) {
  const t = useMyT();
  const left = useLeft(of.withdrawUntil);
  const { send, busy, refusal } = useSending({ number: of.number, version: of.version, what: 'withdraw' }, NOTHING, {
    onDone,
    onChanged: onDone,
  });
  const isOpen = of.stage === 'waiting' || of.stage === 'handling';
  const may = of.steps.includes('withdraw') && left > 0;
  return (
    <>
      <NotSent refusal={refusal} />
      {may && (
        <Confirm
          ask={t('my.withdraw', { left: elapsed(left) })}
          question={t('my.withdrawAsk')}
          yes={t('my.withdrawYes')}
          busy={busy}
          onYes={() =>
            void send((version, commandId) => callAction(withdrawMyCase, { caseId: of.caseId, version }, { commandId }))
          }
        />
      )}
      {isOpen && !may && !of.merged && <p className="soft">{t('my.withdrawNot')}</p>}
    </>
  );
}

/** Milliseconds, once a second. */
function useLeft(until: number): number {
  const [now, setNow] = useState(serverNow);
  const isOver = until <= now;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, [isOver]);
  return Math.max(0, until - now);
}

export function Publication({ of, onDone }: { of: MyCase; onDone: () => void }) {
  const t = useMyT();
  const { send, busy, refusal } = useSending({ number: of.number, version: of.version, what: 'consent' }, NOTHING, {
    onDone,
    onChanged: onDone,
  });
  const choose = (given: boolean) =>
    void send((version, commandId) =>
      callAction(consentToMyCase, { caseId: of.caseId, version, given, wording: PUBLICATION_WORDING }, { commandId }),
    );
  return (
    <>
      <Tick label={t('my.publish')} hint={t('my.publishHint')} checked={of.publish} disabled={busy} onChange={choose} />
      <NotSent refusal={refusal} />
    </>
  );
}
