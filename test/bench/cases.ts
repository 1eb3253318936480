/**
 * Lists of a million cases on PostgreSQL, and of 20,000 on the embedded database: a fixed mix of twenty questions, a case
 * opened, and cases that are like what somebody writes. Each from the request over HTTP until its answer is parsed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadFieldKey } from '../../server/config/field-key.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { RawInputOf } from '../../shared/actions/all.ts';
import { startTestApp, testConfig } from '../support/app.ts';
import { type HttpClient, signInStaff } from '../support/clients.ts';
import { matter, numbers } from './support/case-texts.ts';
import { onPostgres } from './support/postgres.ts';
import { percentile, report, say, wholeArgument } from './support/report.ts';
import { seedCases } from './support/seed-cases.ts';

const many = wholeArgument('cases', 1_000_000);
const few = wholeArgument('embedded-cases', 20_000);
const rounds = wholeArgument('rounds', 25);

type Question = RawInputOf<'cases.list'>;
interface Asked {
  readonly name: string;
  readonly as: 'supervisor' | 'caseworker';
  readonly question: Question;
  /** So many pages, each measured. */
  readonly pages?: number;
}
const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
/** The mix: each of them once in a round. */
const MIX: readonly Asked[] = [
  { name: 'all, newest', as: 'supervisor', question: {} },
  { name: 'all, last changed', as: 'supervisor', question: { sort: 'changed' } },
  { name: 'open by deadline', as: 'supervisor', question: { marks: 'open', sort: 'due' }, pages: 3 },
  { name: 'overdue by deadline', as: 'supervisor', question: { marks: 'overdue', sort: 'due' } },
  { name: 'due soon', as: 'supervisor', question: { marks: 'dueSoon', sort: 'due' } },
  { name: 'in two states', as: 'supervisor', question: { state: 'drafted,firstReviewed' } },
  { name: 'waits for me', as: 'supervisor', question: { marks: 'mine', sort: 'due' } },
  { name: 'category of the first level', as: 'supervisor', question: { category: 'C01' } },
  {
    name: 'category and township',
    as: 'supervisor',
    question: { category: 'C0205', place: '石桥镇', sort: 'changed' },
  },
  { name: 'unit', as: 'supervisor', question: { unit: 'u-water' }, pages: 3 },
  { name: 'unit and a category it never has', as: 'supervisor', question: { unit: 'u-water', category: 'C0303' } },
  {
    name: 'village, kind and channel',
    as: 'supervisor',
    question: { place: '清水乡泉头村', kind: 'complain', channel: 'mailbox' },
  },
  { name: 'a month two years ago', as: 'supervisor', question: { channel: 'walkIn', from: day(730), until: day(700) } },
  { name: 'urged and of a unit', as: 'supervisor', question: { marks: 'urged', unit: 'u-transport', sort: 'due' } },
  { name: 'listed as hard, last changed', as: 'supervisor', question: { marks: 'hard', sort: 'changed' } },
  { name: 'a common word', as: 'supervisor', question: { text: '停水' }, pages: 3 },
  { name: 'two words and a township', as: 'supervisor', question: { text: '路面 塌陷 南山乡', sort: 'changed' } },
  { name: 'a firm', as: 'supervisor', question: { text: '瑞丰合作社' } },
  { name: 'own unit by deadline', as: 'caseworker', question: { marks: 'open', sort: 'due' } },
  { name: 'words in the own unit', as: 'caseworker', question: { text: '补贴名单 公示', marks: 'open' } },
];

interface Figures {
  readonly listP50Ms: number | null;
  readonly listP95Ms: number | null;
  readonly openP95Ms: number | null;
  readonly similarP95Ms: number | null;
  readonly countP95Ms: number | null;
  readonly groupP95Ms: number | null;
  readonly byList: Readonly<Record<string, number | null>>;
  readonly seedSeconds: number;
}

async function measure(databaseUrl: string | null, cases: number): Promise<Figures> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'directline-bench-'));
  const log = createLogger('silent');
  try {
    const { fieldKey: from } = await testConfig(dataDir, {});
    const fieldKey = await loadFieldKey(from);
    await (await openStore({ databaseUrl, dataDir, fieldKey, log })).store.close();
    say(`${cases} cases into ${databaseUrl ? 'PostgreSQL' : 'the embedded database'}`);
    const since = performance.now();
    const opened = await seedCases({ databaseUrl, dataDir, fieldKey, log, cases });
    const seedSeconds = Math.round((performance.now() - since) / 1000);
    say(`  ${seedSeconds} s`);
    const app = await startTestApp({ databaseUrl, dataDir, throttleFactor: 100_000 });
    try {
      const desks = {
        supervisor: await signInStaff(app.origin, 'supervisor'),
        caseworker: await signInStaff(app.origin, 'caseworker'),
      };
      await mixOf(desks, opened, 2);
      return { ...(await mixOf(desks, opened, rounds)), seedSeconds };
    } finally {
      await app.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function mixOf(desks: Record<Asked['as'], HttpClient>, opened: readonly string[], times: number) {
  const lists: { readonly name: string; readonly ms: number }[] = [];
  const others = { open: [] as number[], similar: [] as number[], count: [] as number[], group: [] as number[] };
  const next = numbers(23);
  const timed = async <Result>(work: () => Promise<Result>, into: (ms: number) => void): Promise<Result> => {
    const since = performance.now();
    const result = await work();
    into(performance.now() - since);
    return result;
  };
  for (let round = 0; round < times; round += 1) {
    for (const { name, as, question, pages = 1 } of MIX) {
      let cursor: string | null = null;
      for (let page = 0; page < pages; page += 1) {
        const asked: Question = cursor === null ? question : { ...question, cursor };
        const answer = await timed(
          () => desks[as].call('cases.list', asked),
          (ms) => lists.push({ name, ms }),
        );
        cursor = answer.nextCursor;
        if (cursor === null) break;
      }
      const { sort: _sort, cursor: _cursor, ...filter } = question;
      await timed(
        () => desks[as].call('cases.count', filter),
        (ms) => others.count.push(ms),
      );
    }
    for (const by of ['unit', 'state', 'category', 'place'] as const)
      await timed(
        () => desks.supervisor.call('cases.count', { marks: 'open', by }),
        (ms) => others.group.push(ms),
      );
    for (let index = 0; index < 4; index += 1) {
      const number = opened[Math.floor(next() * opened.length)] ?? '';
      // A sealed one is not there for a supervisor.
      const open = () => desks.supervisor.call('case.show', { number }).catch(() => null);
      await timed(open, (ms) => others.open.push(ms));
      const { subject, more } = matter(next);
      const text = `${subject}\n${more.slice(0, 20 + Math.floor(next() * more.length))}`;
      const desk = desks[index % 2 === 0 ? 'supervisor' : 'caseworker'];
      await timed(
        () => desk.call('cases.similar', { text }),
        (ms) => others.similar.push(ms),
      );
    }
  }
  const all = lists.map(({ ms }) => ms);
  const byList = Object.fromEntries(
    MIX.map(({ name }) => [
      name,
      percentile(
        lists.filter((one) => one.name === name).map(({ ms }) => ms),
        0.95,
      ),
    ]),
  );
  for (const [name, ms] of Object.entries(byList)) say(`  ${String(ms).padStart(8)} ms  ${name}`);
  return {
    listP50Ms: percentile(all, 0.5),
    listP95Ms: percentile(all, 0.95),
    openP95Ms: percentile(others.open, 0.95),
    similarP95Ms: percentile(others.similar, 0.95),
    countP95Ms: percentile(others.count, 0.95),
    groupP95Ms: percentile(others.group, 0.95),
    byList,
  };
}

const { byList, ...figures } = await onPostgres((url) => measure(url, many));
const small = await measure(null, few);
report('cases', rounds, { ...figures, cases: many, embedded: { ...small, cases: few }, byList });
