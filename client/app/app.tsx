/** Routes of the citizens' face. Everything but the start page is fetched when it is opened. */
import { type ComponentType, lazy, Suspense } from 'react';
import { HomePage } from '../pages/public/home.tsx';
import { NotFoundPage } from '../pages/public/not-found.tsx';
import { Loading } from '../ui/load-state.tsx';
import { matchPath, usePath } from './router.tsx';

type Params = Record<string, string>;

const CheckPage = lazy(() => import('../pages/public/check.tsx'));
const SessionPage = lazy(() => import('../pages/public/session.tsx'));
const OutboxPage = lazy(() => import('../pages/public/outbox.tsx'));
const JoinPage = lazy(() => import('../pages/citizen/join.tsx'));
const WaitPage = lazy(() => import('../pages/citizen/wait.tsx'));
const ReceiptPage = lazy(() => import('../pages/citizen/receipt.tsx'));

const ROUTES: readonly (readonly [pattern: string, page: ComponentType<{ params: Params }>])[] = [
  ['/', HomePage],
  ['/check', CheckPage],
  ['/s/:session', SessionPage],
  ['/s/:session/join', JoinPage],
  ['/s/:session/wait/:ticket', WaitPage],
  ['/r/:token', ReceiptPage],
  ['/outbox', OutboxPage],
];

export function App() {
  const path = usePath();
  for (const [pattern, Page] of ROUTES) {
    const params = matchPath(pattern, path);
    if (params) {
      return (
        <Suspense fallback={<Loading />}>
          <Page key={path} params={params} />
        </Suspense>
      );
    }
  }
  return <NotFoundPage />;
}
