/** Keys that this server made for itself, sealed in the database so that every node and every restart has the same. */
import { eq } from 'drizzle-orm';
import { first, type Link } from './link.ts';
import { ownKey } from './schema.ts';

const placeOf = (name: string) => `own_key:${name}`;

/** The key of this name, made when it is asked for first; of several nodes at once one makes it. */
export async function ownKeyOf({ db, crypto }: Link, name: string, make: () => string, now: number): Promise<string> {
  const stored = async () => first(await db.select().from(ownKey).where(eq(ownKey.name, name)));
  const before = await stored();
  if (before) return crypto.open(placeOf(name), before.contentSealed);
  const row = { name, contentSealed: crypto.seal(placeOf(name), make()), at: now };
  await db.insert(ownKey).values(row).onConflictDoNothing();
  const kept = await stored();
  if (!kept) throw new Error(`The key ${name} could not be kept`);
  return crypto.open(placeOf(name), kept.contentSealed);
}
