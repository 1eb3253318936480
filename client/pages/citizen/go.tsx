/** `/go`: the code from another browser is typed, or came with the link, and the place is opened here (T7). */
import { type FormEvent, useRef, useState } from 'react';
import { takeCarryCode } from '../../../shared/actions/carry.ts';
import { citizenMe } from '../../../shared/actions/people.ts';
import { CARRY_LENGTH, carryCodeOf } from '../../../shared/carry-code.ts';
import { callAction } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';
import { useQuery } from '../../api/use-query.ts';
import { navigate } from '../../app/router.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';

export default function GoPage() {
  const t = useT();
  // Only a tap takes it: what looks at links by itself (a messenger's preview) must not use the code up.
  const [typed, setTyped] = useState(() => carryCodeOf(location.hash.slice(1)) ?? '');
  const [wrong, setWrong] = useState(false);
  const { busy, refusal, setRefusal, act } = useAct();
  const { data: me } = useQuery(citizenMe, {});
  /** The same intention while the code is the same: an answer that was lost is given again (T3). */
  const command = useRef({ code: '', id: '' });
  const take = (event: FormEvent) => {
    event.preventDefault();
    const code = carryCodeOf(typed);
    setWrong(code === null);
    if (code === null || busy) return;
    if (command.current.code !== code) command.current = { code, id: randomId() };
    void act(async () => {
      const place = await callAction(takeCarryCode, { code }, { commandId: command.current.id });
      navigate(`/s/${place.sessionId}/wait/${place.ticketId}`, { replace: true });
    });
  };
  return (
    <Page title={t('go.title')}>
      <p className="big">{t('go.what')}</p>
      <form className="card main" noValidate onSubmit={take}>
        <div className="code">
          <TextField
            label={t('go.code')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(false);
              setRefusal(null);
            }}
            error={wrong ? t('go.incomplete') : undefined}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={CARRY_LENGTH * 2}
          />
        </div>
        {me?.phoneMasked && <p className="note warn">{t('go.otherSignIn', { phone: me.phoneMasked })}</p>}
        <RefusalText refusal={refusal} />
        <Button type="submit" kind="primary" wide busy={busy}>
          {t('go.take')}
        </Button>
      </form>
      <p className="soft">{t('go.own')}</p>
      <ButtonLink href="/" wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
