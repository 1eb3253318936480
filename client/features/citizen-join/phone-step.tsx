/** The phone number: who one is, without an account. */
import { type FormEvent, useState } from 'react';
import { requestCode } from '../../../shared/actions/people.ts';
import { asRefusal, callAction } from '../../api/call-action.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { askAgainAt, codeOnItsWay, isPhone } from './phone.ts';

interface PhoneStepProps {
  phone: string;
  /** Others use this device after them: its browser is to offer nobody's number. */
  sharedDevice?: boolean;
  onPhone: (phone: string) => void;
  onSent: (askAgainAt: number) => void;
}

export function PhoneStep({ phone, sharedDevice = false, onPhone, onSent }: PhoneStepProps) {
  const t = useT();
  const [wrong, setWrong] = useState(false);
  const { busy, refusal, act } = useAct();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setWrong(!isPhone(phone));
    if (!isPhone(phone)) return;
    void act(async () => onSent(await askForCode(phone)));
  };
  return (
    <form className="stack" onSubmit={send} noValidate>
      <TextField
        label={t('join.phone')}
        hint={t('join.phoneHint')}
        type="tel"
        name="phone"
        inputMode="tel"
        autoComplete={sharedDevice ? 'off' : 'tel-national'}
        maxLength={24}
        value={phone}
        error={wrong ? t('join.phoneWrong') : undefined}
        onChange={(event) => onPhone(event.target.value)}
      />
      <RefusalText refusal={refusal} />
      <Button type="submit" kind="primary" wide busy={busy}>
        {t('join.sendCode')}
      </Button>
    </form>
  );
}

/** When another may be asked for: than the code that goes out now, or that is on its way since a tab was closed. */
async function askForCode(phone: string): Promise<number> {
  try {
    return askAgainAt((await callAction(requestCode, { phone })).askAgainAt);
  } catch (error) {
    const at = codeOnItsWay(asRefusal(error));
    if (at === null) throw error;
    return at;
  }
}
