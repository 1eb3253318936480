/** `/mail/…`, the link of each mail: one button that ends them. Programs that look at links by themselves press none. */
import { useState } from 'react';
import { mailEndByLink } from '../../../shared/actions/mail.ts';
import { callAction } from '../../api/call-action.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

export default function MailEndPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const { busy, refusal, act } = useAct();
  const [ended, setEnded] = useState(false);
  const end = async () => {
    await callAction(mailEndByLink, { token: params.token ?? '' });
    setEnded(true);
  };
  return (
    <Page title={t('mail.endTitle')}>
      <p className="big" role="status">
        {t(ended ? 'mail.ended' : 'mail.endWhat')}
      </p>
      <RefusalText refusal={refusal} />
      {!ended && (
        <Button kind="primary" wide busy={busy} onClick={() => void act(end)}>
          {t('mail.end')}
        </Button>
      )}
      <ButtonLink href="/" kind="quiet" wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
