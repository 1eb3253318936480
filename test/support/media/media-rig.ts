/** A hub with real workers, a signalling socket, and pages of a real Chromium with a fake camera. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer as createVite, type ViteDevServer } from 'vite';
import { type WebSocket, WebSocketServer } from 'ws';
import { grantOf } from '../../../server/domain/calls/grants.ts';
import type { PeerIdentity } from '../../../server/domain/calls/media-types.ts';
import { MediasoupHub } from '../../../server/media/hub.ts';
import type { HubOptions } from '../../../server/media/options.ts';
import type { MediaPeer } from '../../../server/services/ports/media.ts';
import { Refusal } from '../../../shared/errors.ts';
import type { Notice } from '../../../shared/notices/all.ts';
import type { Harness } from './page/main.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CHROMIUM = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=30',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  // Pages of one test lie behind each other.
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

type CallName =
  | 'createTransport'
  | 'connectTransport'
  | 'restartIce'
  | 'produce'
  | 'setMuted'
  | 'subscribe'
  | 'consumerReady';

export class MediaRig {
  readonly hub: MediasoupHub;
  readonly logs: string[];
  /** By `identity.key`, who hears nothing of what the server says by itself, as behind a network that has just gone. */
  readonly deaf = new Set<string>();
  readonly #http: Server;
  readonly #vite: ViteDevServer;
  readonly #browser: Browser;
  readonly #folder: string;
  #pages = 0;

  private constructor(parts: {
    hub: MediasoupHub;
    logs: string[];
    http: Server;
    vite: ViteDevServer;
    browser: Browser;
    folder: string;
  }) {
    this.hub = parts.hub;
    this.logs = parts.logs;
    this.#http = parts.http;
    this.#vite = parts.vite;
    this.#browser = parts.browser;
    this.#folder = parts.folder;
  }

  static async create(options: Partial<HubOptions> = {}): Promise<MediaRig> {
    const logs: string[] = [];
    const note = (_: object, message: string) => logs.push(message);
    const hub = await MediasoupHub.create({
      workers: 1,
      listenHosts: ['127.0.0.1'],
      port: 0,
      announcedAddresses: ['127.0.0.1'],
      log: { info: note, warn: note, error: note },
      grantOf,
      ...options,
    });
    const folder = await mkdtemp(join(tmpdir(), 'directline-media-'));
    const vite = await createVite({
      configFile: false,
      root: join(ROOT, 'test/support/media/page'),
      cacheDir: join(folder, 'vite'),
      logLevel: 'error',
      appType: 'spa',
      server: { middlewareMode: true, hmr: false, ws: false, watch: null, fs: { allow: [ROOT] } },
      optimizeDeps: { include: ['mediasoup-client', 'zod/mini'] },
    });
    const http = createServer(vite.middlewares);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
    const rig = new MediaRig({ hub, logs, http, vite, browser, folder });
    const sockets = new WebSocketServer({ server: http, path: '/signal' });
    sockets.on('connection', (socket, request) => {
      const query = new URL(request.url ?? '/', 'http://rig').searchParams;
      serve(rig, socket, JSON.parse(query.get('identity') ?? '{}') as PeerIdentity);
    });
    return rig;
  }

  /** A page of one person; each in a browser context of its own. */
  async open(identity: PeerIdentity): Promise<RigPage> {
    this.#pages += 1;
    const { port } = this.#http.address() as AddressInfo;
    const query = new URLSearchParams({ clientId: `page-${this.#pages}`, identity: JSON.stringify(identity) });
    const context = await this.#browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => {
      if (!error.stack?.includes('/@vite/')) errors.push(error.message);
    });
    page.on('console', (message) => {
      // Vite's own client looks for a server of changes that is not there.
      const isVites = message.text().includes('[vite]') || message.location().url.includes('/@vite/');
      if (!isVites && (message.type() === 'error' || message.type() === 'warning')) errors.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    await page.waitForFunction(() => 'harness' in window);
    return new RigPage(page, errors);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.hub.close();
    this.#http.closeAllConnections();
    this.#http.close();
    await this.#vite.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

type Result<Name extends keyof Harness> = Awaited<ReturnType<Harness[Name]>>;

export class RigPage {
  readonly page: Page;
  /** What the page complained of. */
  readonly errors: readonly string[];

  constructor(page: Page, errors: readonly string[]) {
    this.page = page;
    this.errors = errors;
  }

  do<Name extends keyof Harness>(name: Name, ...input: Parameters<Harness[Name]>): Promise<Result<Name>> {
    return this.page.evaluate(([key, args]) => (window.harness[key] as (...all: unknown[]) => unknown)(...args), [
      name,
      input as unknown[],
    ] as const) as Promise<Result<Name>>;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

function serve({ hub, deaf }: MediaRig, socket: WebSocket, identity: PeerIdentity): void {
  let peer: MediaPeer | null = null;
  const send = (message: object) => socket.send(JSON.stringify(message));
  const notify = (notice: Notice) => {
    if (!deaf.has(identity.key)) send({ notice });
  };
  const run = async (name: string, input: { clientId: string } & Record<string, unknown>): Promise<unknown> => {
    if (name === 'check.open' || name === 'media.reportQuality') return {};
    if (name === 'media.join') {
      const joined = await hub.join(identity, input as never, notify);
      peer = joined.peer;
      return { ...joined.result, iceServers: [] };
    }
    if (!peer) throw new Refusal('MEDIA_NOT_READY');
    const method = name.slice('media.'.length) as CallName;
    return (await peer[method](input as never)) ?? {};
  };
  socket.on('message', (raw) => {
    const { id, name, input } = JSON.parse(String(raw));
    run(name, input).then(
      (result) => send({ id, ok: true, result }),
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL', {}, String(error));
        send({ id, ok: false, error: refusal.toBody() });
      },
    );
  });
  socket.on('close', () => {
    if (peer) hub.detach(identity.key, notify);
  });
}
