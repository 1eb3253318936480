/** Pages below need a sign-in; whoever lacks it signs in and comes back to where they were going. */
import { Loader } from '@mantine/core';
import { Navigate, Outlet, useLocation } from 'react-router';
import { staffMe } from '../../shared/actions/people.ts';
import type { StaffRole } from '../../shared/roles.ts';
import { RingingCases } from '../features/case-time/ringing-cases.tsx';
import { useAsk } from './ask.ts';
import css from './desk.module.css';
import { MeContext } from './me.ts';
import { Trouble } from './trouble.tsx';

/** Where urgent cases ring (K3): whoever can take note of one. */
const RUNG: readonly StaffRole[] = ['moderator', 'supervisor', 'inspector'];

export function RequireStaff() {
  const me = useAsk(staffMe, {}, { staleMs: 5 * 60_000 });
  const here = useLocation();
  if (me.data) {
    // A screen in a hall shows nothing of it.
    const isRung = me.data.roles.some((role) => RUNG.includes(role)) && !here.pathname.startsWith('/screen/');
    return (
      <MeContext value={me.data}>
        {isRung && <RingingCases />}
        <Outlet />
      </MeContext>
    );
  }
  if (me.error?.code === 'NOT_SIGNED_IN') {
    return <Navigate to={`/sign-in?to=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  }
  if (me.error) return <Trouble refusal={me.error} onRetry={() => void me.refetch()} />;
  return (
    <div className={css.centre}>
      <Loader />
    </div>
  );
}
