import { eq, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { phone, session, ticket } from '../schema.ts';

/** The county of the row that an entry belongs to, for entries that do not name their county themselves. */
export const countyOf = (table: typeof session | typeof ticket | typeof phone, id: string | Placeholder): SQL<string> =>
  sql<string>`(select ${table.countyId} from ${table} where ${eq(table.id, id)})`;
