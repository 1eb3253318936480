import { Loader } from '@mantine/core';
import type { ComponentType } from 'react';
import { Route, Routes } from 'react-router';
import { onDemand } from '../ui/on-demand.tsx';
import css from './desk.module.css';
import { RequireStaff } from './require-staff.tsx';

const Opening = () => (
  <div className={css.centre}>
    <Loader />
  </div>
);
const page = (fetch: () => Promise<{ default: ComponentType }>) => onDemand(fetch, Opening, 'throw');

const SignIn = page(() => import('../pages/staff/sign-in.tsx'));
const Home = page(() => import('../pages/staff/home.tsx'));
const NotFound = page(() => import('../pages/staff/not-found.tsx'));
const Moderator = page(() => import('../pages/moderator/page.tsx'));
const Official = page(() => import('../pages/official/page.tsx'));
const Duty = page(() => import('../pages/duty/page.tsx'));
const Screen = page(() => import('../pages/screen/page.tsx'));
const Calendar = page(() => import('../pages/calendar/page.tsx'));
const Week = page(() => import('../pages/calendar/week.tsx'));
const Rehearsal = page(() => import('../pages/rehearsal/page.tsx'));
const Briefing = page(() => import('../pages/briefing/page.tsx'));
const Log = page(() => import('../pages/log/page.tsx'));
const Words = page(() => import('../pages/words/page.tsx'));
const Templates = page(() => import('../pages/templates/page.tsx'));
const Bars = page(() => import('../pages/bars/page.tsx'));
const Supervise = page(() => import('../pages/supervise/page.tsx'));
const Promises = page(() => import('../pages/promises/page.tsx'));
const Figures = page(() => import('../pages/figures/page.tsx'));
const Officer = page(() => import('../pages/officer/page.tsx'));
const Cases = page(() => import('../pages/cases/list.tsx'));
const Clerk = page(() => import('../pages/clerk/page.tsx'));
const MinutesDesk = page(() => import('../pages/minutes-desk/page.tsx'));
const Visit = page(() => import('../pages/visit/page.tsx'));
const Guest = page(() => import('../pages/guest/page.tsx'));
const Case = page(() => import('../pages/cases/case.tsx'));

export function DeskRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignIn />} />
      <Route path="/guest" element={<Guest />} />
      <Route element={<RequireStaff />}>
        <Route path="/desk" element={<Home />} />
        <Route path="/desk/moderator/:session" element={<Moderator />} />
        <Route path="/desk/official/:session" element={<Official />} />
        <Route path="/desk/duty/:session/:seat" element={<Duty />} />
        <Route path="/desk/officer/:session" element={<Officer />} />
        <Route path="/screen/:session" element={<Screen />} />
        <Route path="/desk/calendar" element={<Calendar />} />
        <Route path="/desk/calendar/week" element={<Week />} />
        <Route path="/desk/rehearsal" element={<Rehearsal />} />
        <Route path="/desk/briefing/:session" element={<Briefing />} />
        <Route path="/desk/log/:session" element={<Log />} />
        <Route path="/desk/words" element={<Words />} />
        <Route path="/desk/templates" element={<Templates />} />
        <Route path="/desk/bars" element={<Bars />} />
        <Route path="/desk/supervise" element={<Supervise />} />
        <Route path="/desk/promises" element={<Promises />} />
        <Route path="/desk/figures" element={<Figures />} />
        <Route path="/desk/clerk" element={<Clerk />} />
        <Route path="/desk/minutes" element={<MinutesDesk />} />
        <Route path="/desk/visit/:number" element={<Visit />} />
        <Route path="/cases" element={<Cases />} />
        <Route path="/cases/:number" element={<Case />} />
      </Route>
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
