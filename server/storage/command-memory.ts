/** Commands already run and what they answered (T3). */
import { and, eq, sql } from 'drizzle-orm';
import { Refusal } from '../../shared/errors.ts';
import type { RememberedCommand } from '../services/ports/store.ts';
import type { FieldCrypto } from './crypto.ts';
import { type Db, first, type WriteLink } from './link.ts';
import { madeOnce, placesOf } from './made-once.ts';
import { command } from './schema.ts';

const taking = madeOnce((db, columns) =>
  db
    .insert(command)
    .values(placesOf(command, columns) as never)
    .onConflictDoNothing(),
);
const keeping = madeOnce((db) =>
  db
    .update(command)
    .set(placesOf(command, ['resultSealed']))
    .where(and(eq(command.actorKey, sql.placeholder('actorKey')), eq(command.commandId, sql.placeholder('commandId')))),
);

export class CommandMemory {
  readonly #crypto: FieldCrypto;
  readonly #clock: () => number;

  constructor(crypto: FieldCrypto, clock: () => number) {
    this.#crypto = crypto;
    this.#clock = clock;
  }

  /**
   * Takes the command's id for this transaction and answers `null`, or what was remembered. While another transaction
   * runs the same command, the unique key makes this one wait for its end.
   */
  async begin(
    db: Db,
    { commandId, actorKey, action, inputHash }: RememberedCommand,
  ): Promise<{ result: unknown } | null> {
    // Keyed: a plain hash of an input with a phone number in it could be guessed.
    const inputIndex = this.#crypto.index('command.input', inputHash);
    const taken = await taking(db, { actorKey, commandId, action, inputIndex, at: this.#clock() });
    if (taken.rowCount === 1) return null;
    const its = and(eq(command.actorKey, actorKey), eq(command.commandId, commandId));
    const known = first(await db.select().from(command).where(its));
    if (!known || known.action !== action || known.inputIndex !== inputIndex) throw new Refusal('COMMAND_ID_REUSED');
    return { result: JSON.parse(this.#crypto.open(placeOf(known), known.resultSealed ?? '')).result };
  }

  /** With the commit. */
  keep({ db, last }: WriteLink, { commandId, actorKey }: RememberedCommand, result: unknown): void {
    const resultSealed = this.#crypto.seal(placeOf({ commandId, actorKey }), JSON.stringify({ result }));
    last(() => keeping(db, { actorKey, commandId, resultSealed }));
  }
}

const placeOf = ({ actorKey, commandId }: Pick<RememberedCommand, 'actorKey' | 'commandId'>) =>
  `command:${actorKey}:${commandId}`;
