/** `/e/XXXX` that the server knows leads to its session; here is whoever typed another one. */
import { type FormEvent, useState } from 'react';
import { SHORT_LENGTH, shortCodeOf } from '../../../shared/short-link.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

/** What is shown of an address that is no code at all. */
const MOST_SHOWN = 12;

export default function ShortLinkPage({ params }: { params: Record<string, string> }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const code = shortCodeOf(typed);
    // The server says which session it is.
    if (code) location.assign(`/e/${code}`);
    else setWrong(true);
  };
  return (
    <Page
      title={params.code ? t('shortLink.unknown', { code: params.code.slice(0, MOST_SHOWN) }) : t('shortLink.title')}
    >
      <p>{t('shortLink.what')}</p>
      <form className="card main" noValidate onSubmit={open}>
        <TextField
          label={t('shortLink.code')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
          }}
          error={wrong ? t('shortLink.wrong') : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={SHORT_LENGTH * 2}
        />
        <Button type="submit" kind="primary" wide>
          {t('shortLink.go')}
        </Button>
      </form>
      <p>{t('shortLink.or')}</p>
      <ButtonLink href="/" wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
