/** Phone and code, as when taking a number; what was asked for is opened after it. */

import { Page } from '../../ui/page.tsx';
import { CodeStep } from '../citizen-join/code-step.tsx';
import { useDraft } from '../citizen-join/draft.ts';
import { PhoneStep } from '../citizen-join/phone-step.tsx';
import { ReadAloud } from '../citizen-wait/read-aloud.tsx';
import { useMyT } from './texts.ts';

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useMyT();
  const { draft, change, clear } = useDraft('my');
  const onCode = draft.step === 'code';
  return (
    <Page title={t('my.title')}>
      <p className="big">{t('my.signIn')}</p>
      <ReadAloud
        kind="quiet"
        text={`${t('my.signIn')} ${t(onCode ? 'join.codeHint' : 'join.phone')} ${onCode ? '' : t('my.phoneHint')}`}
      />
      {onCode ? (
        <CodeStep
          phone={draft.phone}
          askAgainAt={draft.askAgainAt}
          onAskAgainAt={(askAgainAt) => change({ askAgainAt })}
          onOtherPhone={() => change({ step: 'phone' })}
          onVerified={() => {
            clear();
            onSignedIn();
          }}
        />
      ) : (
        <PhoneStep
          phone={draft.phone}
          onPhone={(phone) => change({ phone })}
          onSent={(askAgainAt) => change({ askAgainAt, step: 'code' })}
        />
      )}
    </Page>
  );
}
