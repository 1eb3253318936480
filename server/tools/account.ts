// npm run account -- --password USER [COUNTY], or --end USER [COUNTY]
import { loadConfig } from '../config.ts';
import type { Secrets } from '../services/ports/secrets.ts';
import type { AccountRecord, Store, Writer } from '../services/ports/store.ts';
import { newId } from '../storage/new-id.ts';
import { fail, ToolError } from './archive.ts';
import { countyMeant, newPassword, withStore } from './opened.ts';

/** Of the only county there is, unless one is named. */
export interface Whose {
  readonly userName: string;
  readonly countyId?: string | undefined;
}

/** Answers the new password. Whoever is signed in to the account is signed out. */
export async function renewPassword(store: Store, secrets: Secrets, whose: Whose): Promise<string> {
  const password = newPassword(secrets);
  await change(store, whose, 'account.password', { passwordHash: await secrets.hashPassword(password) });
  return password;
}

/** Nobody signs in to it any more: its password is one that nobody knows, and it may do nothing. Its name stays in the log. */
export async function endAccount(store: Store, secrets: Secrets, whose: Whose): Promise<void> {
  const passwordHash = await secrets.hashPassword(secrets.newToken());
  await change(store, whose, 'account.end', { passwordHash, roles: [] });
}

async function change(
  store: Store,
  { userName, countyId: named }: Whose,
  what: string,
  to: Partial<Pick<AccountRecord, 'passwordHash' | 'roles'>>,
): Promise<void> {
  const countyId = await countyMeant(store.read, named);
  await store.transaction(async (tx) => {
    const { personId } = await inUse(tx, countyId, userName);
    await tx.saveAccount(personId, to);
    await tx.deleteSignInsOf(personId);
    await tx.appendAudit({
      ...{ id: newId('au'), countyId, sessionId: null, caseId: null, ticketId: null, why: null },
      ...{ at: Date.now(), byPersonId: 'system', byName: 'system', what, data: { account: personId, userName } },
    });
  });
}

/** A terminal's account is no person's: it is ended at the desk that set it up. */
async function inUse(tx: Writer, countyId: string, userName: string): Promise<AccountRecord> {
  const account = await tx.account(countyId, userName);
  if (!account || account.roles.includes('terminal'))
    throw new ToolError(`Nobody in ${countyId} has the user name ${userName}.`);
  if (account.roles.length === 0)
    throw new ToolError(`${userName} was ended. Whoever comes back gets a new account: npm run county -- FILE.json.`);
  return account;
}

if (import.meta.main) {
  try {
    const [step, userName, countyId, ...others] = process.argv.slice(2);
    if (!userName || others.length > 0 || (step !== '--password' && step !== '--end'))
      throw new ToolError('Usage: npm run account -- --password USER [COUNTY], or --end USER [COUNTY]');
    const whose = { userName, countyId };
    const config = loadConfig(process.env);
    if (step === '--end') {
      await withStore(config, ({ store }, secrets) => endAccount(store, secrets, whose));
      process.stdout.write(`${userName} is ended: nobody signs in with it any more.\n`);
    } else {
      const password = await withStore(config, ({ store }, secrets) => renewPassword(store, secrets, whose));
      process.stdout.write(`  ${userName}  ${password}\nHand it over now: it is not kept and not shown again.\n`);
    }
  } catch (error) {
    fail(error);
  }
}
