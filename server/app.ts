/** The composition root: builds everything in order, starts it, and stops it in the reverse order. */
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Logger } from 'pino';
import { assertCountiesFit } from './config/county-mode.ts';
import { loadFieldKey } from './config/field-key.ts';
import type { Config } from './config.ts';
import { createSentFiles } from './documents/case-files.ts';
import { minutesCsv } from './documents/minutes-csv.ts';
import { createPictures } from './documents/pictures.ts';
import { renderBriefing, renderCaseSheet, renderLedger, renderMinutes } from './documents/render.ts';
import { grantOf } from './domain/calls/grants.ts';
import { clientAddress } from './http/client-address.ts';
import { createHttpApp } from './http/http-app.ts';
import { createHolderOf, createIdentify } from './http/identify.ts';
import { ownOrigin } from './http/origin.ts';
import { startJobs } from './jobs/jobs.ts';
import { RehearsalProcess } from './jobs/rehearsal-process.ts';
import { MediasoupHub } from './media/hub.ts';
import { findRecorder } from './media/recording/ffmpeg.ts';
import { RecordingFolder } from './media/recording/folder.ts';
import { createLeftFiles } from './media/recording/left-files.ts';
import { Recorder } from './media/recording/recorder.ts';
import { Together } from './media/recording/together.ts';
import { turnServers } from './media/turn.ts';
import { type MailOptions, mailNotifier } from './notify/mail.ts';
import { outboxNotifier, webhookNotifier } from './notify/notifier.ts';
import { createPush, newPushKeys, PushKeys } from './notify/push.ts';
import { Health } from './observability/health.ts';
import { createMetrics } from './observability/metrics.ts';
import { type RealtimeDeps, RealtimeServer } from './realtime/realtime-server.ts';
import { createSecrets } from './security/secrets.ts';
import { createThrottle } from './security/throttle.ts';
import { eveningsToShow } from './services/calendar-service.ts';
import { ClockService } from './services/clock-service.ts';
import type { Deps } from './services/context.ts';
import { Dispatcher } from './services/dispatch.ts';
import { bookingAsIcal } from './services/ical.ts';
import { recordingKeeper } from './services/recording-service.ts';
import type { EmbeddedDatabase } from './storage/engine/embedded-database.ts';
import { newId } from './storage/new-id.ts';
import { openStore } from './storage/open-store.ts';
import { DEMO_SESSION_ID, keepDemoOpen, seedDemo } from './storage/seed-demo.ts';
import { CA_PATH, fingerprint } from './tls/local-certificates.ts';
import { CertificateRenewal, readPair } from './tls/renewal.ts';

const CITIZEN_SIGN_IN_MS = 30 * 86_400_000;

export interface App {
  /** Where it answers, with the port that was taken. */
  readonly url: string;
  readonly port: number;
  /** For the page of addresses that the start prints, and for tests. */
  readonly deps: Deps;
  readonly realtime: RealtimeServer;
  readonly media: MediasoupHub;
  close(): Promise<void>;
}

export interface AppOptions {
  /** The embedded database, where opening it has begun already. */
  readonly opening?: Promise<EmbeddedDatabase> | undefined;
  /** Told of each step of the start as it ends, with its milliseconds. */
  readonly onStep?: (name: string, tookMs: number) => void;
  /** A new demo county begins with cases to look at; tests and benches begin with none. */
  readonly demoCases?: boolean;
  /** For tests and benches: widens every throttle, for load from one address. */
  readonly throttleFactor?: number;
  /** For tests. */
  readonly clock?: () => number;
  /** For tests: browsers may name a push service that is on this machine. */
  readonly pushAnywhere?: boolean;
  /** For tests: another recorder (`null`: none), and how many bytes must stay free. */
  readonly recording?: { readonly ffmpeg?: string | null; readonly leastFree?: number };
  /** For tests: how soon a page that answers nothing is given up. */
  readonly pings?: RealtimeDeps['pings'];
}

export async function startApp(config: Config, log: Logger, options: AppOptions = {}): Promise<App> {
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    return await build(config, log, options, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  config: Config,
  log: Logger,
  options: AppOptions,
  closing: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<App> {
  const clock = options.clock ?? Date.now;
  const demo = config.mode === 'demo';
  const fieldKey = await loadFieldKey(config.fieldKey);
  const secrets = createSecrets(fieldKey);
  const databaseUrl = config.database.kind === 'postgres' ? config.database.url : null;

  const step = async <Result>(name: string, work: Promise<Result>): Promise<Result> => {
    const since = performance.now();
    const result = await work;
    options.onStep?.(name, performance.now() - since);
    return result;
  };

  const recorderFound = findRecorder(options.recording?.ffmpeg);
  // The workers start while the database opens: both take most of a second.
  const { workers: count, port: mediaPort, listen: listenHosts, announced, tcp } = config.media;
  const [database, workers] = await Promise.allSettled([
    step(
      databaseUrl === null ? `database in ${config.dataDir}` : 'database on PostgreSQL',
      openStore({
        databaseUrl,
        dataDir: config.dataDir,
        opening: options.opening,
        fieldKey: Buffer.from(fieldKey),
        log,
      }),
    ),
    step(
      `${count} media workers, from port ${mediaPort}`,
      MediasoupHub.create({
        workers: count,
        listenHosts,
        port: mediaPort,
        announcedAddresses: announced,
        tcp,
        log,
        grantOf,
      }),
    ),
  ]);
  // What did start is stopped again if the other did not.
  if (database.status === 'fulfilled') closing.push(() => database.value.store.close());
  if (workers.status === 'fulfilled') closing.push(() => workers.value.close());
  const opened = fulfilled(database);
  const media = fulfilled(workers);
  const { store } = opened;
  assertCountiesFit(config.mode, await store.read.counties());
  if (demo)
    await step(
      'demo county',
      seedDemo(store, { now: clock(), hashPassword: secrets.hashPassword, withCases: options.demoCases ?? false }),
    );

  /** R8 */
  let together: Together | null = null;
  /** R5 */
  let tidy = async (): Promise<void> => undefined;
  const throttle = createThrottle(options.throttleFactor);
  const pictures = createPictures();
  const files = createSentFiles(pictures);
  const pushKeys = PushKeys.parse(JSON.parse(await opened.ownKey('push', () => JSON.stringify(newPushKeys()))));
  const push = createPush({
    keys: pushKeys,
    // A demo without a certificate has nobody to be turned to.
    subject: config.publicUrl.startsWith('https:') ? config.publicUrl : 'mailto:directline@localhost',
    subscriptionOf: (ticketId) => store.read.pushSubscription(ticketId),
    forget: ({ ticketId }) => store.transaction((tx) => tx.deletePushSubscription(ticketId)),
    clock,
    anywhere: options.pushAnywhere,
  });
  const folder = await RecordingFolder.open(path.join(config.dataDir, 'recordings'));
  const programs = await recorderFound;
  const stoppedTaking = new AbortController();
  closing.push(() => stoppedTaking.abort());
  const leftFiles = createLeftFiles(folder, programs, stoppedTaking.signal);
  const secure = config.tls !== null || config.publicUrl.startsWith('https:');
  const rehearsals = new RehearsalProcess({ mediaPort: mediaPortBeside(config.media.port), log });
  closing.push(() => rehearsals.close());
  const deps: Deps = {
    store,
    secrets,
    throttle,
    pictures,
    files,
    leftFiles,
    push,
    together: async (whole) => together?.stateOf(whole) ?? 'none',
    rehearsals,
    settings: {
      demo,
      staffSignInMs: config.sessionHours * 3_600_000,
      citizenSignInMs: CITIZEN_SIGN_IN_MS,
      publicUrl: config.publicUrl,
      mail: config.mail !== null || demo,
      dutyPhone: config.dutyPhone,
      trust: await trustOf(config),
    },
    clock,
    newId,
  };

  if (programs) {
    const keeper = recordingKeeper(deps);
    const recorder = new Recorder({ programs, folder, keeper, log, leastFree: options.recording?.leastFree });
    media.recordWith(recorder);
    closing.push(() => recorder.close());
    recorder.closeUnfinished().catch((error: unknown) => log.error({ err: error }, 'a recording stays open'));
    tidy = () => recorder.closeUnfinished();
    together = new Together({
      programs,
      folder,
      recordingsOf: (callId) => store.read.recordingsOfCalls([callId]),
      isLive: async () => (await store.read.runningSessions()).some(({ state }) => state !== 'lobby'),
      log,
    });
  } else
    log.warn({}, 'recording is off: no ffmpeg on this machine. Install it (apt-get install ffmpeg), then start again');

  const { server: http, renewal } = await createServer(config, clock, log);
  closing.push(() => renewal?.close());
  const identify = createIdentify({ store, secrets, secure, clock });
  const origin = ownOrigin(config.publicUrl);
  const iceServers = (key: string) => turnServers(config.turn, key, clock());
  const realtime = new RealtimeServer({
    http,
    origin,
    identify,
    addressOf: (request) => clientAddress(request, config.trustProxyHops),
    store,
    media,
    throttle,
    iceServers,
    clock,
    log,
    pings: options.pings,
  });
  closing.push(() => realtime.close());
  const dispatcher = new Dispatcher(deps, realtime);
  const clockService = new ClockService(deps, realtime);
  const metrics = createMetrics(() => ({ ...media.counts(), ...realtime.counts() }), store);

  const health = new Health(
    [
      { name: 'database', essential: true, check: () => store.ping() },
      {
        name: 'media',
        essential: false,
        check: () => {
          if (media.counts().workers === 0) throw new Error('no media worker runs');
        },
      },
    ],
    (name, error) => log.error({ err: error, part: name }, 'a part does not answer'),
  );
  closing.push(() => health.stopping());

  const keepOpen = demo ? () => keepDemoOpen(store, clock()) : null;
  const pages = createHttpApp({
    dispatcher,
    identify,
    holderOf: createHolderOf(store),
    secure,
    demo,
    ownOrigin: origin,
    publicUrl: config.publicUrl,
    trustProxyHops: config.trustProxyHops,
    renderBriefing,
    renderCaseSheet,
    renderLedger,
    renderMinutes,
    minutesTable: minutesCsv,
    pictures,
    files,
    leftFiles,
    recordings: folder,
    recording: (id) => store.read.recording(id),
    throttle,
    clientDir: path.resolve(import.meta.dirname, '../dist'),
    caFile: config.tls?.caFile ?? null,
    alias: keepOpen && { id: DEMO_SESSION_ID, session: keepOpen },
    feed: {
      publicUrl: config.publicUrl,
      evenings: (sessionId) => eveningsToShow(store.read, sessionId, clock()),
      sessionOfShortCode: (code) => store.read.sessionOfShortCode(code),
      clock,
    },
    health,
    metrics,
    log,
  });
  // The sockets answer their own path; two answers to one request would end the process.
  http.on('request', (request, response) => {
    if (!realtime.answers(request.url)) pages(request, response);
  });

  await realtime.start(dispatcher, {
    cutForAbsence: (sessionId, lastModeratorAt) => clockService.cutForAbsence(sessionId, lastModeratorAt),
    stageLost: (sessionId, ticketId) => clockService.stageLost(sessionId, ticketId),
    officerLost: (of) => clockService.officerLost(of),
    addQuality: (callId, side, window) => clockService.addQuality(callId, side, window),
  });
  const calendarOf: MailOptions['calendarOf'] = async ({ ticketId, endHash }) => {
    const ticket = await store.read.ticket(ticketId);
    const session = ticket && (await store.read.session(ticket.sessionId));
    if (!session || ticket?.state !== 'booked') return null;
    // Stays the same where the mail goes along to another ticket.
    return bookingAsIcal(session, { ...ticket, event: endHash }, config.publicUrl, clock());
  };
  const mailOf = (ticketId: string) => store.read.ticketMail(ticketId);
  const { publicUrl } = config;
  const mail = config.mail ? mailNotifier({ ...config.mail, publicUrl, mailOf, calendarOf }) : outboxNotifier(log);
  const jobs = await startJobs(opened, {
    notifiers: { sms: config.smsUrl === null ? outboxNotifier(log) : webhookNotifier(config.smsUrl), push, mail },
    log,
    clock,
    passOver: (ticketId, calledAt) => clockService.passOver(ticketId, calledAt),
    escalate: (emergencyId) => clockService.escalate(emergencyId),
    caseMark: (caseId, mark, deadline) => clockService.caseMark(caseId, mark, deadline),
    tellHeld: (ticketId, at) => clockService.tellHeld(ticketId, at),
    closeSession: (sessionId) => clockService.close(sessionId),
    remind: (ticketId, slotAt) => clockService.remind(ticketId, slotAt),
    settleSession: (sessionId) => clockService.settle(sessionId),
    cancelUnopened: () => clockService.cancelUnopened(),
    draftMinutes: (sessionId) => clockService.draftMinutes(sessionId),
    extendSeries: () => clockService.extendSeries(),
    deleteRecording: (file) => folder.delete(file),
    joinRecordings: async (...asked) => (await together?.join(...asked)) ?? false,
    tidyRecordings: async () => {
      await clockService.deleteOutdatedRecordings();
      await tidy();
    },
    keepDemoOpen: keepOpen,
  });
  closing.push(() => jobs.close());
  // Before the jobs, which wait for what they do.
  closing.push(() => together?.close());

  // Whatever should have closed while nothing ran (S3).
  for (const session of await store.read.runningSessions()) {
    if (session.endsAt <= clock()) await clockService.close(session.id);
  }
  await listen(http, config.host, config.port);
  const { port } = http.address() as AddressInfo;
  log.info({ host: config.host, port, workers: config.media.workers }, 'ready');
  return { url: config.publicUrl, port, deps, realtime, media, close };
}

/** For a rehearsal: far from the workers of this server. */
const mediaPortBeside = (port: number): number => (port < 64_000 ? port + 1_000 : port - 1_000);

function fulfilled<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

async function trustOf({ tls }: Config): Promise<Deps['settings']['trust']> {
  if (!tls?.caFile) return null;
  return { path: CA_PATH, fingerprint: fingerprint(await readFile(tls.caFile, 'utf8')) };
}

async function createServer({ tls }: Config, clock: () => number, log: Logger) {
  if (!tls) return { server: createHttpServer(), renewal: null };
  const served = await readPair(tls);
  const server = createHttpsServer(served);
  const { certFile, keyFile } = tls;
  const renewal = new CertificateRenewal({ server, served, files: { certFile, keyFile }, clock, log });
  // Of an end that is near already.
  await renewal.look();
  return { server, renewal };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
