/**
 * The stored chain of each county's log (K7). Entries are written without it, since a chain that each waited for would
 * make everybody in the county wait for one another; within a minute what was committed since is linked, in the order in
 * which it is found. From then on nobody changes, removes or adds an entry before the chain's head without its showing.
 */
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { CHAIN_START, linkOf } from '../domain/audit/chain.ts';
import type { Db } from './link.ts';
import { writtenOnce } from './made-once.ts';
import { auditEntry, auditLink } from './schema.ts';

/** So few at once that nobody waits for it on the embedded database's one connection. */
const BATCH = 200;
const PAGE = 1_000;
type Row = typeof auditEntry.$inferSelect;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of an entry as it is stored, what is sealed still sealed: erasing a key leaves the chain whole. */
function digestOf(row: Row): string {
  const { seq, id, countyId, sessionId, caseId, ticketId, at, byPersonId, byName, what, whySealed, dataSealed } = row;
  const facts = [seq, id, countyId, sessionId, caseId, ticketId, at, byPersonId, byName, what, whySealed, dataSealed];
  return hash(JSON.stringify(facts));
}

export interface ChainHead {
  readonly countyId: string;
  readonly position: number;
  readonly link: string;
}

const headOf = async (db: Db, countyId: string): Promise<ChainHead> => {
  const its = eq(auditLink.countyId, countyId);
  const [last] = await db.select().from(auditLink).where(its).orderBy(desc(auditLink.position)).limit(1);
  return { countyId, position: last?.position ?? 0, link: last?.link ?? CHAIN_START };
};

const { placeholder: place } = sql;
/** Lists in five places: two hundred rows of values each would be as much work as ten actions. */
const linking = writtenOnce(
  () => sql`
    insert into ${auditLink} (county_id, position, link, entry_seq, digest)
      select ${place('countyId')}::text, its.*
      from unnest(${place('positions')}::bigint[], ${place('links')}::text[], ${place('entrySeqs')}::bigint[],
        ${place('digests')}::text[]) as its`,
);
const marking = writtenOnce(
  () => sql`update ${auditEntry} set linked = true where ${auditEntry.seq} = any(${place('seqs')}::bigint[])`,
);

/**
 * Links what was committed since, at most `BATCH` entries; answers how many, and the heads that moved. Two at once: the
 * second fails at the first's positions, and finds nothing to link when it is tried again.
 */
export async function extendChain(db: Db): Promise<{ linked: number; heads: ChainHead[] }> {
  const rows = await db
    .select()
    .from(auditEntry)
    .where(eq(auditEntry.linked, false))
    .orderBy(asc(auditEntry.seq))
    .limit(BATCH);
  if (rows.length === 0) return { linked: 0, heads: [] };
  const heads: ChainHead[] = [];
  for (const countyId of new Set(rows.map((row) => row.countyId))) {
    let head = await headOf(db, countyId);
    const its = rows.filter((row) => row.countyId === countyId);
    const digests = its.map(digestOf);
    const links = digests.map((digest) => {
      head = { countyId, position: head.position + 1, link: linkOf(head.link, digest, hash) };
      return head;
    });
    await linking(db, {
      countyId,
      positions: links.map(({ position }) => position),
      links: links.map(({ link }) => link),
      entrySeqs: its.map(({ seq }) => seq),
      digests,
    });
    heads.push(head);
  }
  await marking(db, { seqs: rows.map(({ seq }) => seq) });
  return { linked: rows.length, heads };
}

export type ChainFault =
  /** The entry is not as it was when it was linked. */
  | { readonly fault: 'changed'; readonly position: number; readonly entrySeq: number }
  /** An entry, or a link, is gone. */
  | { readonly fault: 'missing'; readonly position: number }
  /** The link does not follow from those before it. */
  | { readonly fault: 'broken'; readonly position: number }
  /** The entry says that it is in the chain, and no link is of it: it was put in past the chain, or the links were cut off. */
  | { readonly fault: 'added'; readonly entrySeq: number }
  /** The head that was kept elsewhere is not in this chain. */
  | { readonly fault: 'otherHead'; readonly position: number };

export interface ChainCheck {
  readonly head: ChainHead;
  readonly fault: ChainFault | null;
}

/** Walks the whole chain of a county. `kept`: an earlier head that was kept elsewhere, which shows a chain cut short. */
export async function checkChain(
  db: Db,
  countyId: string,
  kept?: Pick<ChainHead, 'position' | 'link'>,
): Promise<ChainCheck> {
  let head: ChainHead = { countyId, position: 0, link: CHAIN_START };
  for (;;) {
    const its = and(eq(auditLink.countyId, countyId), gt(auditLink.position, head.position));
    const page = await db
      .select({ of: auditLink, entry: auditEntry })
      .from(auditLink)
      .leftJoin(auditEntry, eq(auditEntry.seq, auditLink.entrySeq))
      .where(its)
      .orderBy(asc(auditLink.position))
      .limit(PAGE);
    for (const { of, entry } of page) {
      const position = head.position + 1;
      if (of.position !== position || entry === null) return { head, fault: { fault: 'missing', position } };
      if (digestOf(entry) !== of.digest) return { head, fault: { fault: 'changed', position, entrySeq: of.entrySeq } };
      if (linkOf(head.link, of.digest, hash) !== of.link) return { head, fault: { fault: 'broken', position } };
      head = { countyId, position, link: of.link };
      if (kept?.position === position && kept.link !== of.link)
        return { head, fault: { fault: 'otherHead', position } };
    }
    if (page.length < PAGE) break;
  }
  const isShort = kept !== undefined && kept.position > head.position;
  return { head, fault: isShort ? { fault: 'missing', position: head.position + 1 } : await addedTo(db) };
}

/** Whatever county it names: pages find an entry by its evening and its case. */
async function addedTo(db: Db): Promise<ChainFault | null> {
  const [added] = await db
    .select({ seq: auditEntry.seq })
    .from(auditEntry)
    .leftJoin(auditLink, eq(auditLink.entrySeq, auditEntry.seq))
    .where(and(eq(auditEntry.linked, true), isNull(auditLink.entrySeq)))
    .limit(1);
  return added ? { fault: 'added', entrySeq: added.seq } : null;
}
