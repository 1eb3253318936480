// npm run county -- FILE.json
import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { PEOPLE_ROLES } from '../../shared/roles.ts';
import { CASE_KINDS, URGENCIES } from '../../shared/states.ts';
import { realCountyFault } from '../config/county-mode.ts';
import { type Config, loadConfig } from '../config.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { UNBEGUN } from '../domain/sessions/transitions.ts';
import type { Writer } from '../services/ports/store.ts';
import { fail, ToolError } from './archive.ts';
import { newPassword, withStore } from './opened.ts';

const Code = z.string().regex(/^[a-z0-9-]{2,30}$/, 'small letters, digits and hyphens');
const Zone = z.string().refine((zone) => {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}, 'an IANA time zone such as Asia/Shanghai');
const MINUTE_MS = 60_000;

const Length = z.union([
  z.strictObject({ minutes: z.int().positive() }).transform(({ minutes }) => ({ ms: minutes * MINUTE_MS })),
  z.strictObject({ hours: z.int().positive() }).transform(({ hours }) => ({ ms: hours * 60 * MINUTE_MS })),
  z.strictObject({ workingDays: z.int().positive().max(250) }),
]);
const Limit = z.strictObject({ acknowledge: Length, finish: Length });
/** K3: what is not named is as by default. */
const CaseLimits = z.strictObject({
  ...Object.fromEntries([...URGENCIES, ...CASE_KINDS].map((name) => [name, Limit.optional()])),
  dispatch: Length.optional(),
  categories: z.record(z.string().refine(categoryByCode, 'a code of a category, such as C0304'), Limit).optional(),
});

/** What a county is made of; every part is found again by its id and then left as it is, but for the limits of cases. */
export const CountyFile = z.object({
  county: z.object({
    id: Code,
    name: z.string().min(1).max(40),
    zone: Zone,
    places: z.array(z.object({ township: z.string().min(1), villages: z.array(z.string().min(1)) })).min(1),
    limits: CaseLimits.optional(),
    /** R6 */
    recordingDays: z.int().min(1).max(3650).optional(),
  }),
  units: z.array(z.object({ id: Code, name: z.string().min(1) })),
  staff: z.array(
    z.object({
      id: Code,
      userName: z.string().min(2).max(64),
      displayName: z.string().min(1).max(40),
      unitId: Code.nullable().default(null),
      roles: z.array(z.enum(PEOPLE_ROLES)).min(1),
    }),
  ),
  sessions: z.array(
    z.object({
      id: Code,
      number: z.int().positive(),
      title: z.string().min(1),
      topic: z.string().default(''),
      scope: z.string().default(''),
      /** Wall-clock time in the county's zone (S2), such as 2026-12-01T19:00. */
      startsAt: z.iso.datetime({ local: true }),
      minutes: z.int().min(15).max(480).default(90),
      public: z.boolean().default(false),
      recorded: z.boolean().default(false),
      /** The audience gets the programme so much later (C6). */
      delaySeconds: z.int().min(0).max(30).default(10),
      capacity: z.int().min(1).max(100_000).default(300),
      callMinutes: z.int().min(1).max(60).default(6),
      overtimeMinutes: z.int().min(0).max(60).default(5),
      seats: z
        .array(
          z.object({
            id: Code,
            name: z.string(),
            officialName: z.string(),
            officialTitle: z.string(),
            onAir: z.boolean().default(true),
            /** A department's room, off air; absent: a leader's seat. */
            room: z
              .object({
                unitId: Code,
                categories: z.array(z.string().refine((code) => categoryByCode(code))).default([]),
              })
              .optional(),
          }),
        )
        .min(1)
        .refine((seats) => seats.some(({ room }) => !room), 'one seat at least is a leader’s'),
    }),
  ),
});
export type CountyFile = z.output<typeof CountyFile>;

export interface Added {
  readonly units: number;
  readonly sessions: number;
  /** Shown once: only their hashes are kept. */
  readonly passwords: readonly { readonly userName: string; readonly password: string }[];
}

/** Adds what is missing to the store of the configured installation, all or nothing. */
export const addCounty = (config: Config, file: CountyFile): Promise<Added> =>
  withStore(config, async ({ store }, secrets) => {
    const fault = realCountyFault(await store.read.counties());
    if (fault) throw new ToolError(`${file.county.name} was not added: ${fault}`);
    const passwords = await Promise.all(
      file.staff.map(async (person) => {
        const password = newPassword(secrets);
        return { id: person.id, userName: person.userName, password, hash: await secrets.hashPassword(password) };
      }),
    );
    return store.transaction((tx) => add(tx, file, passwords));
  });

type Password = { id: string; userName: string; password: string; hash: string };

async function add(tx: Writer, file: CountyFile, passwords: readonly Password[]): Promise<Added> {
  const { id: countyId, zone } = file.county;
  const { limits = null, recordingDays = null } = file.county;
  const isNew = !(await tx.county(countyId));
  if (isNew) await tx.insertCounty({ ...file.county, limits, recordingDays, demo: false });
  if (!isNew && limits !== null) await tx.saveCountyLimits(countyId, limits);
  if (!isNew && recordingDays !== null) await tx.saveRecordingDays(countyId, recordingDays);
  const known = new Set((await tx.units(countyId)).map((unit) => unit.id));
  const added = file.units.filter((unit) => !known.has(unit.id));
  for (const unit of added) await tx.insertUnit({ ...unit, countyId });
  const units = new Set([...known, ...added.map((unit) => unit.id)]);
  const shown: { userName: string; password: string }[] = [];
  for (const { id, ...person } of file.staff) {
    const made = passwords.find((one) => one.id === id);
    if (!made || (await tx.account(countyId, person.userName))) continue;
    await tx.insertAccount({ ...person, personId: id, countyId, passwordHash: made.hash });
    shown.push({ userName: person.userName, password: made.password });
  }
  let sessions = 0;
  for (const { startsAt, minutes, delaySeconds, callMinutes, overtimeMinutes, ...session } of file.sessions) {
    if (await tx.session(session.id)) continue;
    const opens = Temporal.PlainDateTime.from(startsAt).toZonedDateTime(zone).epochMilliseconds;
    const unknown = session.seats.find(({ room }) => room && !units.has(room.unitId));
    if (unknown) throw new ToolError(`${session.id}: no unit ${unknown.room?.unitId} for the room ${unknown.name}.`);
    await tx.saveSession({
      ...session,
      seats: session.seats.map(({ room, ...seat }) =>
        room ? { ...seat, onAir: false, room: { ...room, turn: 0 } } : seat,
      ),
      countyId,
      seriesId: null,
      zone,
      startsAt: opens,
      endsAt: opens + minutes * MINUTE_MS,
      delayMs: delaySeconds * 1000,
      callLengthMs: callMinutes * MINUTE_MS,
      overtimeMs: overtimeMinutes * MINUTE_MS,
      ratio: { booked: 2, walkIn: 1 },
      ...UNBEGUN,
      state: 'scheduled',
    });
    await tx.giveShortCode({ id: session.id, countyId });
    sessions += 1;
  }
  return { units: added.length, sessions, passwords: shown };
}

async function main([name]: readonly string[]): Promise<void> {
  if (!name)
    throw new ToolError('Say which file describes the county: npm run county -- FILE.json (see docs/operating.md).');
  const text = await readFile(name, 'utf8').catch(() => {
    throw new ToolError(`${name} cannot be read.`);
  });
  const parsed = CountyFile.safeParse(parseJson(text, name));
  if (!parsed.success) throw new ToolError(`${name} does not fit:\n${z.prettifyError(parsed.error)}`);
  const added = await addCounty(loadConfig(process.env), parsed.data);
  process.stdout.write(`Added ${added.units} units, ${added.sessions} sessions, ${added.passwords.length} accounts.\n`);
  for (const { userName, password } of added.passwords) process.stdout.write(`  ${userName}  ${password}\n`);
  if (added.passwords.length > 0)
    process.stdout.write('Hand the passwords over now: they are not kept and not shown again.\n');
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ToolError(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2)).catch(fail);
