// npm run log-check -- [COUNTY [POSITION:LINK]]
import { loadFieldKey } from '../config/field-key.ts';
import { loadConfig } from '../config.ts';
import { createLogger } from '../observability/logger.ts';
import { openStore } from '../storage/open-store.ts';
import { DEMO_COUNTY_ID } from '../storage/seed-demo.ts';
import { fail, ToolError } from './archive.ts';

/** `POSITION:LINK`, as this program and the server's log print heads. */
function headOf(text: string): { position: number; link: string } {
  const [position = '', link = ''] = text.split(':');
  if (!/^\d+$/.test(position) || !/^[0-9a-f]{64}$/.test(link)) {
    throw new ToolError(`${text} is no head of a chain; give POSITION:LINK, as an earlier check printed it.`);
  }
  return { position: Number(position), link };
}

if (import.meta.main) {
  try {
    const [countyId = DEMO_COUNTY_ID, kept, ...others] = process.argv.slice(2);
    if (others.length > 0) throw new ToolError('Usage: npm run log-check -- [COUNTY [POSITION:LINK]]');
    const config = loadConfig(process.env);
    const opened = await openStore({
      databaseUrl: config.database.kind === 'postgres' ? config.database.url : null,
      dataDir: config.dataDir,
      fieldKey: Buffer.from(await loadFieldKey(config.fieldKey)),
      log: createLogger('warn'),
    });
    try {
      while ((await opened.extendChain()).linked > 0);
      const { head, fault } = await opened.checkChain(countyId, kept === undefined ? undefined : headOf(kept));
      process.stdout.write(`${head.position}:${head.link}\n`);
      if (fault) throw new ToolError(`The log of ${countyId} was changed: ${JSON.stringify(fault)}`);
      process.stderr.write(
        `The log of ${countyId} is whole: ${head.position} entries. Keep the line above elsewhere.\n`,
      );
    } finally {
      await opened.store.close();
    }
  } catch (error) {
    fail(error);
  }
}
