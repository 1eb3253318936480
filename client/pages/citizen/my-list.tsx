/** 我的诉求: the cases of everybody who shares this phone (Q7); what waits for the citizen on top. */
import { listMyCases, type MyCaseRow } from '../../../shared/actions/my.ts';
import { citizenSignOut } from '../../../shared/actions/people.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { Link } from '../../app/router.tsx';
import { ReadAloud } from '../../features/citizen-wait/read-aloud.tsx';
import '../../features/my-cases/my.css';
import { SignIn } from '../../features/my-cases/sign-in.tsx';
import { StageTag, standsWords } from '../../features/my-cases/stands.tsx';
import { loadMyTexts, useMyT } from '../../features/my-cases/texts.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';

const REFRESH_MS = 5_000;
export const prepare = loadMyTexts;

export default function MyCasesPage() {
  const t = useMyT();
  const { data, error, reload } = useQuery(listMyCases, {}, { everyMs: REFRESH_MS });
  const { busy, refusal, act } = useAct();
  if (error?.code === 'NOT_SIGNED_IN') return <SignIn onSignedIn={reload} />;
  if (!data) {
    return <Page title={t('my.title')}>{error ? <Failed refusal={error} onRetry={reload} /> : <Loading />}</Page>;
  }
  const { cases, zone } = data;
  const waits = cases.filter(({ expected }) => expected !== null);
  const others = cases.filter(({ expected }) => expected === null);
  const said = cases.map((row) => `${row.subject}。${standsWords(row, zone, t)}`).join(' ');
  return (
    <Page title={t('my.title')}>
      <p className="soft">{t('my.ofPhone', { phone: data.phoneMasked })}</p>
      {cases.length === 0 && (
        <>
          <p className="big">{t('my.none')}</p>
          <ButtonLink href="/board" kind="primary" wide>
            {t('my.toBoard')}
          </ButtonLink>
          <ButtonLink href="/" wide>
            {t('my.toSessions')}
          </ButtonLink>
        </>
      )}
      {waits.length > 0 && (
        <section className="stack tight">
          <h2>{t('my.waits')}</h2>
          <Rows rows={waits} zone={zone} />
        </section>
      )}
      {others.length > 0 && (
        <section className="stack tight">
          {waits.length > 0 && <h2>{t('my.others')}</h2>}
          <Rows rows={others} zone={zone} />
        </section>
      )}
      {cases.length > 0 && <ReadAloud text={said} />}
      <RefusalText refusal={refusal} />
      <Button
        kind="quiet"
        wide
        busy={busy}
        onClick={() =>
          void act(async () => {
            await callAction(citizenSignOut, {});
            reload();
          })
        }
      >
        {t('join.otherPhone')}
      </Button>
    </Page>
  );
}

function Rows({ rows, zone }: { rows: readonly MyCaseRow[]; zone: string }) {
  const t = useMyT();
  return (
    <ul className="plain-list">
      {rows.map((row) => (
        <li key={row.number}>
          <Link href={`/my/${row.number}`} className={row.expected === null ? 'case-row' : 'case-row waits'}>
            <span>
              <StageTag row={row} /> {row.name}
            </span>
            <strong>{row.subject}</strong>
            <span>{row.expected === 'rating' ? t('my.says.rating') : standsWords(row, zone, t)}</span>
            <span className="soft">{row.number}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
