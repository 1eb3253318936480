/** The express application: security headers, health, API, the built client. */
import path from 'node:path';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Health } from '../observability/health.ts';
import { CA_PATH } from '../tls/local-certificates.ts';
import { actionRoutes, type RouteDeps } from './action-routes.ts';
import { type BriefingDeps, briefingRoute } from './briefing-route.ts';
import { calendarFeed, type FeedDeps } from './calendar-feed.ts';
import { type CaseSheetDeps, caseSheetRoute } from './case-sheet-route.ts';
import { docsPage } from './docs-page.ts';
import { type FileDeps, fileRoute } from './file-route.ts';
import { type LedgerDeps, ledgerRoute } from './ledger-route.ts';
import { type LeftMessageDeps, leftMessageRoute } from './left-message-route.ts';
import { type MinutesDeps, minutesRoute } from './minutes-route.ts';
import { openApiDocument } from './openapi.ts';
import { builtPages } from './pages.ts';
import { type PhotoDeps, photoRoute } from './photo-route.ts';
import { problemHandler } from './problem.ts';
import { type RecordingDeps, recordingRoute } from './recording-route.ts';

export interface HttpDeps
  extends RouteDeps,
    BriefingDeps,
    CaseSheetDeps,
    LedgerDeps,
    MinutesDeps,
    PhotoDeps,
    FileDeps,
    RecordingDeps,
    LeftMessageDeps {
  readonly publicUrl: string;
  readonly trustProxyHops: number;
  /** Folder of the built client. */
  readonly clientDir: string;
  /** The local certificate authority that a phone may trust; only with a certificate of our own making. */
  readonly caFile: string | null;
  /** A name in addresses that leads on to a session of the moment; only in a demo. */
  readonly alias: { readonly id: string; readonly session: () => Promise<string> } | null;
  readonly feed: FeedDeps;
  readonly health: Health;
  readonly metrics: () => Promise<{ contentType: string; body: string }>;
  readonly log: Logger;
}

/** Addresses that people type or print; a ticket's own are not among them. */
const SESSION_PAGES = [
  '/s/:session',
  '/s/:session/join',
  '/s/:session/poster',
  '/s/:session/minutes',
  '/screen/:session',
  '/kiosk/:session',
  '/desk/:role/:session',
];

/**
 * Whoever opened a page of ours has no hold on it. `same-origin` would give that too, but whenever it applies Chromium
 * (156) does not look for the compiled code it keeps of a page's scripts, and compiles them all anew.
 */
const OPENER_POLICY = 'noopener-allow-popups';

export function createHttpApp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxyHops);
  app.use(securityHeaders(deps.secure));
  app.use((_request, response, next) => {
    response.set('cross-origin-opener-policy', OPENER_POLICY);
    next();
  });
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_request, response) => {
    const report = await deps.health.report();
    response.status(report.status === 'down' ? 503 : 200).json(report);
  });
  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await deps.metrics();
    response.type(contentType).send(body);
  });
  const document = openApiDocument(deps.publicUrl, deps.demo);
  const docs = docsPage();
  app.get('/api/openapi.json', (_request, response) => void response.json(document));
  app.get('/api/docs', (_request, response) => void response.type('html').send(docs));
  if (deps.caFile !== null) {
    const { caFile } = deps;
    app.get(
      CA_PATH,
      (_request, response) => void response.type('application/x-x509-ca-cert').sendFile(path.resolve(caFile)),
    );
  }
  app.use(briefingRoute(deps));
  app.use(caseSheetRoute(deps));
  app.use(ledgerRoute(deps));
  app.use(minutesRoute(deps));
  app.use(photoRoute(deps));
  app.use(fileRoute(deps));
  app.use(recordingRoute(deps));
  app.use(leftMessageRoute(deps));
  app.use(actionRoutes(deps));
  app.use(calendarFeed(deps.feed));
  if (deps.alias) app.get(SESSION_PAGES, leadOn(deps.alias));
  app.use(compression());
  app.use(express.static(deps.clientDir, { index: false, setHeaders: cacheHashedFiles }));
  const pages = builtPages(deps.clientDir);
  app.get('/{*path}', (request, response) => {
    if (!pages)
      return void response.status(503).type('text').send('The pages are not built: npm run build, then start again');
    response.set('cache-control', 'no-cache').type('html').send(pages(request.path));
  });
  app.use(problemHandler(deps.log));
  return app;
}

function securityHeaders(secure: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The desks' component library sets style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

function leadOn({ id, session }: NonNullable<HttpDeps['alias']>): RequestHandler {
  return async (request, response, next) => {
    const open = request.params.session === id ? await session() : id;
    if (open === id) return next();
    const { pathname, search } = new URL(request.originalUrl, 'http://localhost');
    const parts = pathname.split('/').map((part) => (part === id ? open : part));
    response.redirect(302, parts.join('/') + search);
  };
}

function cacheHashedFiles(response: express.Response, file: string): void {
  const hashed = file.includes(`${path.sep}assets${path.sep}`);
  response.set('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
