/** Started by `survival.test.ts`: writes cases until it is killed, printing what was acknowledged. */
import { writeSync } from 'node:fs';
import { openStore } from '../../../server/storage/open-store.ts';
import { caseOf } from './samples.ts';

const place = JSON.parse(process.argv[2] ?? '{}');
const round = process.argv[3];
const log = { info: () => {}, warn: () => {}, error: () => {} };
const { store } = await openStore({ ...place, fieldKey: new Uint8Array(32).fill(7), log });

for (let n = 0; ; n += 1) {
  const command = { commandId: `round-${round}-${n}`, actorKey: 'writer', action: 'write', inputHash: 'h' };
  const { result } = await store.command(command, async (tx) => {
    const number = await tx.nextCaseNumber('survival', 2026);
    await tx.insertCase(caseOf({ id: `case-${round}-${n}`, countyId: 'survival', number }));
    return number;
  });
  writeSync(1, `${result}\n`);
}
