/** How a phone comes to trust a certificate that this server made itself; nothing where everybody trusts it. */
import { aboutServer } from '../../../shared/actions/public.ts';
import { useQuery } from '../../api/use-query.ts';
import { useT } from '../../ui/texts.ts';

function useTrust() {
  return useQuery(aboutServer, {}).data?.trust ?? null;
}

export function TrustCard() {
  const t = useT();
  const trust = useTrust();
  if (!trust) return null;
  return (
    <details className="card">
      <summary>{t('check.trust.title')}</summary>
      <Steps {...trust} />
    </details>
  );
}

export function TrustSteps() {
  const trust = useTrust();
  return trust && <Steps {...trust} />;
}

function Steps({ path, fingerprint }: { path: string; fingerprint: string }) {
  const t = useT();
  return (
    <div className="stack">
      <p>{t('check.trust.what')}</p>
      {/* Without the download attribute: an iPhone offers to install the profile only when it opens the file. */}
      <a className="button wide" href={path}>
        {t('check.trust.get')}
      </a>
      <p>
        {t('check.trust.compare')}
        <br />
        <code className="fingerprint">{fingerprint}</code>
      </p>
      <h3>{t('check.trust.ios')}</h3>
      <ol className="policy">
        <li>{t('check.trust.ios1')}</li>
        <li>{t('check.trust.ios2')}</li>
        <li>{t('check.trust.ios3')}</li>
      </ol>
      <h3>{t('check.trust.android')}</h3>
      <ol className="policy">
        <li>{t('check.trust.android1')}</li>
        <li>{t('check.trust.android2')}</li>
        <li>{t('check.trust.android3')}</li>
      </ol>
    </div>
  );
}
