import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import css from './desk.module.css';
import { RequireStaff } from './require-staff.tsx';

const SignIn = lazy(() => import('../pages/staff/sign-in.tsx'));
const Home = lazy(() => import('../pages/staff/home.tsx'));
const NotFound = lazy(() => import('../pages/staff/not-found.tsx'));
const Moderator = lazy(() => import('../pages/moderator/page.tsx'));
const Official = lazy(() => import('../pages/official/page.tsx'));
const Screen = lazy(() => import('../pages/screen/page.tsx'));
const Cases = lazy(() => import('../pages/cases/list.tsx'));
const Case = lazy(() => import('../pages/cases/case.tsx'));

export function DeskRoutes() {
  return (
    <Suspense
      fallback={
        <div className={css.centre}>
          <Loader />
        </div>
      }
    >
      <Routes>
        <Route path="/sign-in" element={<SignIn />} />
        <Route element={<RequireStaff />}>
          <Route path="/desk" element={<Home />} />
          <Route path="/desk/moderator/:session" element={<Moderator />} />
          <Route path="/desk/official/:session" element={<Official />} />
          <Route path="/screen/:session" element={<Screen />} />
          <Route path="/cases" element={<Cases />} />
          <Route path="/cases/:number" element={<Case />} />
        </Route>
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Suspense>
  );
}
