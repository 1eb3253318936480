// npm run log-check -- [COUNTY [POSITION:LINK]]
import { loadConfig } from '../config.ts';
import type { ChainCheck } from '../storage/audit-chain.ts';
import type { OpenedStore } from '../storage/open-store.ts';
import { fail, ToolError } from './archive.ts';
import { countyMeant, withStore } from './opened.ts';

/** `POSITION:LINK`, as this program and the server's log print heads. */
function headOf(text: string): { position: number; link: string } {
  const [position = '', link = ''] = text.split(':');
  if (!/^\d+$/.test(position) || !/^[0-9a-f]{64}$/.test(link)) {
    throw new ToolError(`${text} is no head of a chain; give POSITION:LINK, as an earlier check printed it.`);
  }
  return { position: Number(position), link };
}

/** Walks the log of the county that is named, or of the only one there is. `kept`: an earlier head of it. */
export async function checkLog(
  { store, extendChain, checkChain }: OpenedStore,
  named?: string,
  kept?: string,
): Promise<ChainCheck> {
  const countyId = await countyMeant(store.read, named);
  while ((await extendChain()).linked > 0);
  return checkChain(countyId, kept === undefined ? undefined : headOf(kept));
}

if (import.meta.main) {
  try {
    const [named, kept, ...others] = process.argv.slice(2);
    if (others.length > 0) throw new ToolError('Usage: npm run log-check -- [COUNTY [POSITION:LINK]]');
    const { head, fault } = await withStore(loadConfig(process.env), (opened) => checkLog(opened, named, kept));
    process.stdout.write(`${head.position}:${head.link}\n`);
    if (fault) throw new ToolError(`The log of ${head.countyId} was changed: ${JSON.stringify(fault)}`);
    process.stderr.write(
      `The log of ${head.countyId} is whole: ${head.position} entries. Keep the line above elsewhere.\n`,
    );
  } catch (error) {
    fail(error);
  }
}
