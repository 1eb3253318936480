/** The homes of supervisor and leader: what waits, as counts and rows, as far as the asking role may see (K2, T5). */
import { type DeskRow, LEADER_SECTIONS, MOST_COUNTED, SUPERVISE_SECTIONS } from '../../shared/actions/supervise.ts';
import { Refusal } from '../../shared/errors.ts';
import { readScope } from '../domain/cases/access.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { rowsOf } from './case-access.ts';
import { once, query } from './context.ts';
import { leaderPosts } from './leader-posts.ts';
import type { Reader, SectionFilter } from './ports/store.ts';
import { type Staff, staffOf, writeDown } from './support.ts';

/** Rows of a section that stand on the home before it is looked at whole. */
const FIRST = 5;
const PAGE = 50;

export const superviseHandlers = {
  'supervise.home': query<'supervise.home'>(async (_input, { actor, now, read }) => {
    const staff = staffOf(actor);
    const asked = asSupervisor(staff, now);
    const [units, byUnit, sections] = await Promise.all([
      read.units(staff.countyId),
      read.overdueByUnit({ ...asked, limit: MOST_COUNTED }),
      Promise.all(
        SUPERVISE_SECTIONS.map(async (section) => ({ section, ...(await begun({ ...asked, section }, staff, read)) })),
      ),
    ]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return {
      sections,
      overdueByUnit: byUnit.map(({ unitId, count }) => ({
        unit: unitId === null ? null : { id: unitId, name: names.get(unitId) ?? '' },
        count,
      })),
    };
  }),

  'supervise.section': query<'supervise.section'>(async ({ section, unitId, cursor }, { actor, now, read }) => {
    const staff = staffOf(actor);
    return pageOf({ ...asSupervisor(staff, now), section, ...(unitId ? { unitId } : {}) }, cursor, staff, read);
  }),

  'leader.home': query<'leader.home'>(async (_input, { actor, now, read }) => {
    const staff = staffOf(actor);
    const postIds = (await leaderPosts(staff, read)).map(({ id }) => id);
    const asking = { scope: readScope(staff), sealedAlone: false, postIds, now };
    const sections = LEADER_SECTIONS.map(async (section) => ({
      section,
      ...(await begun({ ...asking, section }, staff, read, PAGE)),
    }));
    return { sections: await Promise.all(sections) };
  }),

  'case.revealPhone': once<'case.revealPhone'>(async ({ caseId }, asked) => {
    const { tx } = asked;
    const record = await tx.case(caseId);
    const phone = record && (await tx.phonesOf([record.personId])).get(record.personId);
    if (!phone) throw new Refusal('NOT_FOUND');
    await writeDown(asked, 'case.revealPhone', { caseId });
    return { phone };
  }),
};

type Asking = Omit<SectionFilter, 'section' | 'limit'>;
type AskingSection = Omit<SectionFilter, 'limit'>;

/** In place of the supervisor the inspector has sealed reports, and nothing else (K2). */
const asSupervisor = (staff: Staff, now: number): Asking => ({
  scope: readScope(staff),
  sealedAlone: !staff.roles.includes('supervisor'),
  now,
});

/** How many there are and the first of them. */
async function begun(
  asking: AskingSection,
  staff: Staff,
  read: Reader,
  most = FIRST,
): Promise<{ count: number; rows: DeskRow[] }> {
  const found = await read.caseSection({ ...asking, limit: most + 1 });
  const count = found.length <= most ? found.length : await read.caseSectionCount({ ...asking, limit: MOST_COUNTED });
  return { count, rows: await deskRowsOf(found.slice(0, most), staff, read) };
}

async function pageOf(asking: AskingSection, cursor: string | undefined, staff: Staff, read: Reader) {
  const found = await read.caseSection({ ...asking, ...(cursor ? { cursor } : {}), limit: PAGE + 1 });
  const page = found.slice(0, PAGE);
  return {
    rows: await deskRowsOf(page, staff, read),
    nextCursor: found.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

async function deskRowsOf(records: readonly CaseRecord[], staff: Staff, read: Reader): Promise<DeskRow[]> {
  if (records.length === 0) return [];
  const [rows, units] = await Promise.all([rowsOf(records, staff, read), read.units(staff.countyId)]);
  const unit = (id: string) => {
    const found = units.find((one) => one.id === id);
    return found ? { id, name: found.name } : null;
  };
  return records.flatMap((record, index) => {
    const row = rows[index];
    if (!row) return [];
    const { extension } = record;
    return {
      ...row,
      version: record.version,
      mainUnitId: record.mainUnitId,
      aboutUnitIds: [...record.aboutUnitIds],
      dispatchKind: record.dispatchKind,
      startsAt: record.limits.startsAt,
      dispatchBy: record.limits.dispatchBy,
      urgent: record.urgency !== null,
      promised: record.promised,
      level: record.level,
      handBacks: record.handBacks,
      urges: record.urges,
      supervised: record.supervisedAt !== null,
      hard: record.hard?.reason ?? null,
      handBack:
        record.state === 'handBackAsked'
          ? { reason: record.reason, basis: record.basis, betterUnit: unit(record.betterUnitId), at: record.at }
          : null,
      extension: extension && { days: extension.days, reason: extension.reason, at: extension.at },
      unreached: record.unreached,
    };
  });
}
