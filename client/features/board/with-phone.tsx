/** Phone and code, where something asks for them; nothing else than on every page that takes a number. */
import { useState } from 'react';
import { CodeStep } from '../citizen-join/code-step.tsx';
import { PhoneStep } from '../citizen-join/phone-step.tsx';

export function WithPhone({
  phone,
  onPhone,
  onStep,
  onVerified,
}: {
  phone: string;
  onPhone: (phone: string) => void;
  onStep?: (step: 'phone' | 'code') => void;
  onVerified: () => void;
}) {
  const [askAgainAt, setAskAgainAt] = useState<number | null>(null);
  const goTo = (at: number | null) => {
    setAskAgainAt(at);
    onStep?.(at === null ? 'phone' : 'code');
  };
  return askAgainAt === null ? (
    <PhoneStep phone={phone} onPhone={onPhone} onSent={goTo} />
  ) : (
    <CodeStep
      phone={phone}
      askAgainAt={askAgainAt}
      onAskAgainAt={goTo}
      onOtherPhone={() => goTo(null)}
      onVerified={onVerified}
    />
  );
}
