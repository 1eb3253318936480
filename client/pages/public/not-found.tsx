import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';

export function NotFoundPage() {
  const t = useT();
  return (
    <Page title={t('notFound.title')}>
      <p>{t('notFound.what')}</p>
      <ButtonLink href="/" kind="primary" wide>
        {t('action.home')}
      </ButtonLink>
    </Page>
  );
}
