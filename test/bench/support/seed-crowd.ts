/** A full evening before its server starts: tickets, people, phones and sign-ins as the store writes them, in few statements. */
import { createSecrets } from '../../../server/security/secrets.ts';
import { FieldCrypto } from '../../../server/storage/crypto.ts';
import { Database } from '../../../server/storage/database.ts';
import { type Db, drizzleOver } from '../../../server/storage/link.ts';
import { citizenToRow } from '../../../server/storage/mappers/person.ts';
import { ticketToRow } from '../../../server/storage/mappers/ticket.ts';
import { newId } from '../../../server/storage/new-id.ts';
import { openStore } from '../../../server/storage/open-store.ts';
import { person, phone, signIn, ticket } from '../../../server/storage/schema.ts';
import { DEMO_COUNTY_ID, DEMO_SESSION_ID, seedDemo } from '../../../server/storage/seed-demo.ts';
import type { Lane } from '../../../shared/states.ts';
import { joinInput } from '../../support/clients.ts';
import { ticketIn } from '../../support/records.ts';

export interface CrowdOptions {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly fieldKey: Uint8Array;
  readonly log: Parameters<typeof openStore>[0]['log'];
  /** People who wait. */
  readonly tickets: number;
  /** So many of them are signed in. */
  readonly signedIn: number;
  /** Signed in and without a number. */
  readonly newcomers: number;
}
export interface Crowd {
  readonly waiting: readonly { readonly ticketId: string; readonly cookie: string }[];
  /** Cookies. */
  readonly newcomers: readonly string[];
}

const ROWS_PER_STATEMENT = 500;
/** Out of ten who take a number: two booked, one was here before. */
const laneOf = (number: number): Lane => (number % 10 < 2 ? 'booked' : number % 10 === 9 ? 'repeat' : 'walkIn');
const A_DAY_MS = 86_400_000;

/** Fills the demo's open session, which is live afterwards. The database must be new. */
export async function seedCrowd(options: CrowdOptions): Promise<Crowd> {
  const { databaseUrl, dataDir, fieldKey, log, tickets, signedIn, newcomers } = options;
  const secrets = createSecrets(fieldKey);
  const now = Date.now();
  const { store } = await openStore({ databaseUrl, dataDir, fieldKey, log });
  await seedDemo(store, { now, hashPassword: secrets.hashPassword });
  await store.transaction(async (tx) => {
    const session = await tx.lockSession(DEMO_SESSION_ID);
    if (session?.state !== 'lobby') throw new Error('the demo has no fresh session');
    await tx.saveSession({
      ...session,
      state: 'live',
      liveAt: now,
      resumedAt: null,
      issued: tickets,
      capacity: 10 * tickets,
    });
  });
  await store.close();

  const crypto = new FieldCrypto(fieldKey);
  const database = await Database.create({ databaseUrl, dataDir, poolSize: 1, log });
  const db = drizzleOver(database.run);
  const { consent, place, subject, publicName } = joinInput(DEMO_SESSION_ID);
  const rows = { phone: [], person: [], signIn: [], ticket: [] } as {
    phone: (typeof phone.$inferInsert)[];
    person: (typeof person.$inferInsert)[];
    signIn: (typeof signIn.$inferInsert)[];
    ticket: (typeof ticket.$inferInsert)[];
  };
  const addPhone = (index: number): string => {
    const id = newId('ph');
    const number = `1370${String(index).padStart(7, '0')}`;
    const phoneSealed = crypto.seal(`phone:${id}`, number);
    rows.phone.push({ id, countyId: DEMO_COUNTY_ID, phoneIndex: crypto.index('phone', number), phoneSealed });
    return id;
  };
  const addSignIn = (phoneId: string): string => {
    const token = secrets.newToken();
    const tokenHash = secrets.hash(token);
    rows.signIn.push({ tokenHash, countyId: DEMO_COUNTY_ID, personId: null, phoneId, expiresAt: now + A_DAY_MS });
    return `directline-citizen=${token}`;
  };

  const waiting: { ticketId: string; cookie: string }[] = [];
  for (let number = 1; number <= tickets; number += 1) {
    const phoneId = addPhone(number);
    const personId = newId('pe');
    const ticketId = newId('tk');
    rows.person.push(
      citizenToRow({ id: personId, countyId: DEMO_COUNTY_ID, name: `李秀英${number}`, phoneId }, crypto),
    );
    if (number <= signedIn) waiting.push({ ticketId, cookie: addSignIn(phoneId) });
    rows.ticket.push(
      ticketToRow(
        ticketIn('waiting', {
          id: ticketId,
          sessionId: DEMO_SESSION_ID,
          personId,
          number,
          lane: laneOf(number),
          homeLane: laneOf(number),
          subject,
          placeName: place,
          publicName,
          approval: null,
          categoryCode: null,
          consent: { call: consent.call, recording: consent.recording, broadcast: consent.broadcast },
          receiptToken: secrets.newToken(),
          told: 'nothing',
        }),
        crypto,
      ),
    );
    if (rows.ticket.length === ROWS_PER_STATEMENT) await flush(db, rows);
  }
  const fresh: string[] = [];
  for (let index = 1; index <= newcomers; index += 1) {
    fresh.push(addSignIn(addPhone(tickets + index)));
    if (rows.phone.length === ROWS_PER_STATEMENT) await flush(db, rows);
  }
  await flush(db, rows);
  await database.run({ text: 'vacuum analyze' });
  await database.close();
  return { waiting, newcomers: fresh };
}

async function flush(
  db: Db,
  rows: {
    phone: (typeof phone.$inferInsert)[];
    person: (typeof person.$inferInsert)[];
    signIn: (typeof signIn.$inferInsert)[];
    ticket: (typeof ticket.$inferInsert)[];
  },
): Promise<void> {
  const take = <Row>(list: Row[]): Row[] => list.splice(0);
  if (rows.phone.length > 0) await db.insert(phone).values(take(rows.phone));
  if (rows.person.length > 0) await db.insert(person).values(take(rows.person));
  if (rows.signIn.length > 0) await db.insert(signIn).values(take(rows.signIn));
  if (rows.ticket.length > 0) await db.insert(ticket).values(take(rows.ticket));
}
