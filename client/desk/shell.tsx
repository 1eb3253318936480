/** The frame of the quiet pages: home and cases. The live desks bring a bar of their own. */
import { type ReactNode, useEffect } from 'react';
import { NavLink } from 'react-router';
import { listSessions } from '../../shared/actions/public.ts';
import { actsAs, keepsTemplates, readsCases, supervises } from '../../shared/roles.ts';
import { SupervisorEmergencies } from '../features/emergency/emergency-desk.tsx';
import { followsFigures, followsPromises } from '../features/promise-list/may.ts';
import { comesToClerk, reviewsPublications } from '../features/publication/may.ts';
import { useAsk } from './ask.ts';
import css from './desk.module.css';
import { useMe } from './me.ts';
import { useT } from './texts.ts';
import { UserMenu } from './user-menu.tsx';

export function Brand() {
  const t = useT();
  return (
    <NavLink to="/desk" className={css.brand}>
      {t('brand')}
    </NavLink>
  );
}

export function useTitle(title: string): void {
  const t = useT();
  const brand = t('brand');
  useEffect(() => {
    document.title = `${title} · ${brand}`;
  }, [title, brand]);
}

/** Rings here too (C9). */
function Emergencies() {
  const { data } = useAsk(listSessions, {}, { staleMs: 10 * 60_000 });
  return data ? <SupervisorEmergencies zone={data.county.zone} /> : null;
}

export function Shell({ title, children }: { title: string; children: ReactNode }) {
  const t = useT();
  const me = useMe();
  useTitle(title);
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <Brand />
        <nav className={css.nav} aria-label={t('nav.label')}>
          <NavLink to="/desk" end>
            {t('nav.tonight')}
          </NavLink>
          <NavLink to="/desk/calendar">{t('nav.calendar')}</NavLink>
          {actsAs(me.roles).has('moderator') && <NavLink to="/desk/words">{t('nav.words')}</NavLink>}
          {actsAs(me.roles).has('supervisor') || me.roles.includes('administrator') ? (
            <NavLink to="/desk/bars">{t('nav.bars')}</NavLink>
          ) : null}
          {supervises(me.roles) && <NavLink to="/desk/supervise">{t('nav.supervise')}</NavLink>}
          {comesToClerk(me.roles) && <NavLink to="/desk/clerk">{t('nav.clerk')}</NavLink>}
          {reviewsPublications(me.roles) && <NavLink to="/desk/minutes">{t('nav.minutes')}</NavLink>}
          {keepsTemplates(me.roles) && <NavLink to="/desk/templates">{t('nav.templates')}</NavLink>}
          {readsCases(me.roles) && <NavLink to="/cases">{t('nav.cases')}</NavLink>}
          {followsPromises(me.roles) && <NavLink to="/desk/promises">{t('nav.promises')}</NavLink>}
          {followsFigures(me.roles) && <NavLink to="/desk/figures">{t('nav.figures')}</NavLink>}
        </nav>
        <div className={css.spacer} />
        <UserMenu />
      </header>
      {me.roles.includes('supervisor') && <Emergencies />}
      <main className={css.main}>{children}</main>
    </div>
  );
}
