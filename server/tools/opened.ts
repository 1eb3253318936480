/** What tools do alike on the store of the configured installation. */
import { loadFieldKey } from '../config/field-key.ts';
import type { Config } from '../config.ts';
import { createLogger } from '../observability/logger.ts';
import { createSecrets } from '../security/secrets.ts';
import type { Secrets } from '../services/ports/secrets.ts';
import type { Reader } from '../services/ports/store.ts';
import { type OpenedStore, openStore } from '../storage/open-store.ts';
import { ToolError } from './archive.ts';

/** Opens the store for one piece of work. Throws `FolderInUse` while the server runs on the embedded database. */
export async function withStore<Result>(
  config: Config,
  work: (opened: OpenedStore, secrets: Secrets) => Promise<Result>,
): Promise<Result> {
  const key = await loadFieldKey(config.fieldKey);
  const opened = await openStore({
    databaseUrl: config.database.kind === 'postgres' ? config.database.url : null,
    dataDir: config.dataDir,
    fieldKey: Buffer.from(key),
    log: createLogger('warn'),
  });
  try {
    return await work(opened, createSecrets(key));
  } finally {
    await opened.store.close();
  }
}

/** Shown once: only its hash is kept. */
export const newPassword = (secrets: Secrets): string => secrets.newToken().slice(0, 16);

/** The id of the county that is meant: the only one there is, unless one is named. Refuses in words any that is not there. */
export async function countyMeant(read: Reader, named: string | undefined): Promise<string> {
  const ids = (await read.counties()).map(({ id }) => id);
  const [only, ...others] = ids;
  if (only === undefined)
    throw new ToolError('There is no county in these data: look at DIRECTLINE_DATA_DIR, or DATABASE_URL.');
  if (named === undefined && others.length > 0) throw new ToolError(`Say which county: ${ids.join(', ')}.`);
  if (named !== undefined && !ids.includes(named))
    throw new ToolError(`There is no county ${named} in these data. There is: ${ids.join(', ')}.`);
  return named ?? only;
}
