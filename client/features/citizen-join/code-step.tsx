/** The six digits from the SMS; sent as soon as the sixth is there. */
import { type FormEvent, useEffect, useState } from 'react';
import { requestCode, verifyCode } from '../../../shared/actions/people.ts';
import { callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { askAgainAt as askAgainOf } from './phone.ts';

interface CodeStepProps {
  phone: string;
  askAgainAt: number;
  onAskAgainAt: (at: number) => void;
  onOtherPhone: () => void;
  onVerified: () => void;
}

export function CodeStep({ phone, askAgainAt, onAskAgainAt, onOtherPhone, onVerified }: CodeStepProps) {
  const t = useT();
  const [code, setCode] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const check = useAct();
  const again = useAct();
  const secondsLeft = useSecondsUntil(askAgainAt);

  const verify = (digits: string) => {
    setIncomplete(digits.length !== 6);
    if (digits.length !== 6 || check.busy) return;
    void check.act(async () => {
      try {
        await callAction(verifyCode, { phone, code: digits });
      } catch (error) {
        setCode('');
        throw error;
      }
      onVerified();
    });
  };
  const type = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, 6);
    setCode(digits);
    setIncomplete(false);
    if (digits.length === 6 && digits !== code) verify(digits);
  };
  const resend = () =>
    void again.act(async () => {
      try {
        onAskAgainAt(askAgainOf((await callAction(requestCode, { phone })).askAgainAt));
        check.setRefusal(null);
      } catch (error) {
        const pause = (error as { details?: { retryAfterMs?: unknown } }).details?.retryAfterMs;
        if (typeof pause === 'number') onAskAgainAt(Date.now() + pause);
        throw error;
      }
    });

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        verify(code);
      }}
    >
      <p>{t('join.codeSent', { phone })}</p>
      <div className="code">
        <TextField
          label={t('join.code')}
          hint={t('join.codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={incomplete ? t('join.codeIncomplete') : undefined}
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <RefusalText refusal={check.refusal ?? again.refusal} />
      <Button type="submit" kind="primary" wide busy={check.busy}>
        {t('action.next')}
      </Button>
      <div className="row">
        <Button disabled={secondsLeft > 0} busy={again.busy} onClick={resend}>
          {secondsLeft > 0 ? t('join.resendIn', { count: secondsLeft }) : t('join.resend')}
        </Button>
        <Button onClick={onOtherPhone}>{t('join.otherPhone')}</Button>
      </div>
    </form>
  );
}

function useSecondsUntil(at: number): number {
  const left = () => Math.max(0, Math.ceil((at - Date.now()) / 1000));
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      draw((turn) => turn + 1);
      if (at <= Date.now()) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [at]);
  return left();
}
