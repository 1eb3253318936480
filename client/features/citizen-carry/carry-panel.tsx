/** Taking the place along to another browser: a code to type there, a link, and a picture for another phone's camera (T7). */
import { useEffect, useState } from 'react';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { makeCarryCode } from '../../../shared/actions/carry.ts';
import { callAction } from '../../api/call-action.ts';
import { serverNow } from '../../api/server-time.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import './carry.css';
import { QrCode } from './qr-code.tsx';

/** `first`: nothing else works here, so that this is what to press. */
export default function CarryPanel({ ticketId, first = false }: { ticketId: string; first?: boolean }) {
  const t = useT();
  const { busy, refusal, act } = useAct();
  const [made, setMade] = useState<ResultOf<'carry.make'> | null>(null);
  const minutes = useMinutesUntil(made?.expiresAt ?? 0);
  const make = () => void act(async () => setMade(await callAction(makeCarryCode, { ticketId })));
  const alive = made !== null && minutes > 0;
  return (
    <section className="card" aria-label={t('carry.title')}>
      {!alive && (
        <>
          <p>{t(made ? 'carry.over' : 'carry.what')}</p>
          <Button kind={first ? 'primary' : 'plain'} wide busy={busy} onClick={make}>
            {t(made ? 'carry.again' : 'carry.make')}
          </Button>
        </>
      )}
      {alive && <Code made={made} minutes={minutes} />}
      <RefusalText refusal={refusal} />
    </section>
  );
}

function Code({ made: { code, link }, minutes }: { made: ResultOf<'carry.make'>; minutes: number }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  const address = new URL(link);
  return (
    <>
      <ol className="policy big">
        <li>
          {t('carry.step1')}
          <strong className="carry-address">
            {address.host}
            <wbr />
            {address.pathname}
          </strong>
        </li>
        <li>
          {t('carry.step2')}
          <strong className="carry-code">
            {code.slice(0, 3)} {code.slice(3)}
          </strong>
        </li>
      </ol>
      <p role="status">{t('carry.validFor', { count: minutes })}</p>
      <p className="note warn">{t('carry.secret')}</p>
      {'clipboard' in navigator && (
        <Button wide onClick={copy}>
          {t(copied ? 'carry.copied' : 'carry.copy')}
        </Button>
      )}
      <details>
        <summary>{t('carry.otherPhone')}</summary>
        <p>{t('carry.scan')}</p>
        <QrCode text={link} label={t('carry.scan')} />
      </details>
    </>
  );
}

/** Begun minutes that are left. */
function useMinutesUntil(at: number): number {
  const left = () => Math.max(0, Math.ceil((at - serverNow()) / 60_000));
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((turn) => turn + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return left();
}
