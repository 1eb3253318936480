/** Routes of the citizens' face. Each page is fetched when it is opened. */
import type { ComponentType } from 'react';
import { NotFoundPage } from '../pages/public/not-found.tsx';
import { Loading } from '../ui/load-state.tsx';
import { type OnDemand, type OnDemandModule, onDemand } from '../ui/on-demand.tsx';
import { matchPath, usePath } from './router.tsx';

interface PageProps {
  params: Record<string, string>;
}
type Page = ComponentType<PageProps> | OnDemand<PageProps>;

const page = (fetch: () => Promise<OnDemandModule<PageProps>>) => onDemand(fetch, Loading, 'throw');

const ROUTES: readonly (readonly [pattern: string, page: Page])[] = [
  ['/', page(() => import('../pages/public/home.tsx'))],
  ['/check', page(() => import('../pages/public/check.tsx'))],
  ['/s/:session', page(() => import('../pages/public/session.tsx'))],
  ['/s/:session/poster', page(() => import('../pages/public/poster.tsx'))],
  ['/s/:session/minutes', page(() => import('../pages/minutes/page.tsx'))],
  ['/minutes', page(() => import('../pages/minutes/list.tsx'))],
  ['/e', page(() => import('../pages/public/short-link.tsx'))],
  ['/e/:code', page(() => import('../pages/public/short-link.tsx'))],
  ['/s/:session/join', page(() => import('../pages/citizen/join.tsx'))],
  ['/s/:session/wait/:ticket', page(() => import('../pages/citizen/wait.tsx'))],
  ['/s/:session/list/:entry', page(() => import('../pages/citizen/listed.tsx'))],
  ['/go', page(() => import('../pages/citizen/go.tsx'))],
  ['/mail/:token', page(() => import('../pages/citizen/mail-end.tsx'))],
  ['/r/:token', page(() => import('../pages/citizen/receipt.tsx'))],
  ['/my', page(() => import('../pages/citizen/my-list.tsx'))],
  ['/my/:number', page(() => import('../pages/citizen/my-case.tsx'))],
  ['/kiosk/:session', page(() => import('../pages/kiosk/page.tsx'))],
  ['/board', page(() => import('../pages/board/list.tsx'))],
  ['/board/write', page(() => import('../pages/board/write.tsx'))],
  ['/board/:number', page(() => import('../pages/board/post.tsx'))],
  ['/outbox', page(() => import('../pages/public/outbox.tsx'))],
];

function find(path: string) {
  for (const [pattern, Page] of ROUTES) {
    const params = matchPath(pattern, path);
    if (params) return { Page, params };
  }
  return null;
}

/** A page that has nothing to show by then says so. */
const PREPARE_MS = 250;

/** Fetches the code of an address and waits a moment for what it shows, so that a page that is there at once is drawn once. */
export async function preparePage(path: string): Promise<void> {
  const found = find(path);
  if (!found || !('load' in found.Page)) return;
  const module = await found.Page.load();
  const late = new Promise((resolve) => setTimeout(resolve, PREPARE_MS));
  await Promise.race([module.prepare?.({ params: found.params }), late]);
}

export function App() {
  const path = usePath();
  const found = find(path);
  return found ? <found.Page key={path} params={found.params} /> : <NotFoundPage />;
}
