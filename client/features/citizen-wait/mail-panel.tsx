/** Being told by e-mail: an address, the code that was sent to it, and its end. */
import { type FormEvent, useState } from 'react';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { mailAsk, mailConfirm, mailEnd } from '../../../shared/actions/mail.ts';
import { isMailAddress } from '../../../shared/mail-address.ts';
import { callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

interface MailPanelProps {
  ticketId: string;
  mail: ResultOf<'mail.show'>;
  onChange: () => void;
}

export function MailPanel({ ticketId, mail, onChange }: MailPanelProps) {
  const t = useT();
  const { busy, refusal, setRefusal, act } = useAct();
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const [code, setCode] = useState('');
  const [sentAgain, setSentAgain] = useState(false);
  /** Whether a code is on its way to the address. */
  const [asked, setAsked] = useState(mail.address !== null && !mail.confirmed);

  if (mail.confirmed && mail.address !== null) {
    const end = async () => {
      await callAction(mailEnd, { ticketId });
      setAsked(false);
      onChange();
    };
    return (
      <div className="stack tight">
        <p className="note" role="status">
          {t('mail.on', { address: mail.address })}
        </p>
        <RefusalText refusal={refusal} />
        <Button wide busy={busy} onClick={() => void act(end)}>
          {t('mail.end')}
        </Button>
      </div>
    );
  }
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const isWhole = isMailAddress(address.trim());
    setWrong(!isWhole);
    if (!isWhole || busy) return;
    void act(async () => {
      await callAction(mailAsk, { ticketId, address });
      setCode('');
      setAsked(true);
    });
  };
  // Whoever came back by a reload knows the address alone that is shown hidden in part, and has it sent anew by writing it.
  const again = () =>
    void act(async () => {
      await callAction(mailAsk, { ticketId, address });
      setCode('');
      setSentAgain(true);
    });
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (code.length !== 6 || busy) return;
    void act(async () => {
      await callAction(mailConfirm, { ticketId, code });
      onChange();
    });
  };
  return asked ? (
    <form className="stack tight" noValidate onSubmit={confirm}>
      <p className="soft" role="status">
        {t(sentAgain ? 'mail.sentAgain' : 'mail.sent', { address: address.trim() || (mail.address ?? '') })}
      </p>
      <TextField
        label={t('mail.code')}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
      />
      <RefusalText refusal={refusal} />
      <Button type="submit" wide busy={busy} disabled={code.length !== 6}>
        {t('mail.confirm')}
      </Button>
      {address.trim() !== '' && (
        <Button wide busy={busy} onClick={again}>
          {t('mail.again')}
        </Button>
      )}
      <Button
        wide
        onClick={() => {
          setAsked(false);
          setSentAgain(false);
          setRefusal(null);
        }}
      >
        {t('mail.other')}
      </Button>
    </form>
  ) : (
    <form className="stack tight" noValidate onSubmit={ask}>
      <p className="soft">{t('mail.what')}</p>
      <TextField
        label={t('mail.address')}
        type="email"
        autoComplete="email"
        value={address}
        error={wrong ? t('mail.wrong') : undefined}
        onChange={(event) => {
          setAddress(event.target.value);
          setWrong(false);
        }}
      />
      <RefusalText refusal={refusal} />
      <Button type="submit" wide busy={busy}>
        {t('mail.ask')}
      </Button>
    </form>
  );
}
