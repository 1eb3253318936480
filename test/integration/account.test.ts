/** Accounts of whoever lost the password, and of whoever left: `npm run account`, as beside a server that runs. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID, DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { endAccount, renewPassword } from '../../server/tools/account.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, signInStaff } from '../support/clients.ts';
import { withRows } from '../support/database.ts';
import { newDataFolder } from '../support/store-template.ts';

let app: TestApp;
let dataDir: string;
beforeAll(async () => {
  dataDir = await newDataFolder();
  app = await startTestApp({ dataDir });
});
afterAll(async () => {
  await stopApps();
  await rm(dataDir, { recursive: true, force: true });
});

const renew = (userName: string, countyId?: string) =>
  renewPassword(app.deps.store, app.deps.secrets, { userName, countyId });
const end = (userName: string, countyId?: string) =>
  endAccount(app.deps.store, app.deps.secrets, { userName, countyId });
const signIn = (userName: string, password: string) =>
  new HttpClient(app.origin).call('staff.signIn', { userName, password });

test('a new password takes the place of the old one, and ends what was signed in with that', async () => {
  const [before, other] = [await signInStaff(app.origin, 'moderator'), await signInStaff(app.origin, 'aide')];
  const password = await renew('moderator');
  await expect(before.call('staff.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  await expect(signIn('moderator', DEMO_PASSWORD)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
  expect(await signIn('moderator', password)).toMatchObject({ userName: 'moderator', roles: ['moderator'] });
  expect(await other.call('staff.me', {})).toMatchObject({ userName: 'aide' });
});

test('who left signs in no more, keeps the name, and is not brought back by a new password', async () => {
  const before = await signInStaff(app.origin, 'supervisor');
  await end('supervisor', DEMO_COUNTY_ID);
  await expect(before.call('staff.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  await expect(signIn('supervisor', DEMO_PASSWORD)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
  const { read } = app.deps.store;
  expect(await read.accountOf('demo-supervisor')).toMatchObject({ roles: [] });
  expect(await read.person('demo-supervisor')).toMatchObject({ name: '督办员 赵强' });
  await expect(renew('supervisor')).rejects.toThrow(/was ended/);
  await expect(end('supervisor')).rejects.toThrow(/was ended/);
});

test('whom nobody knows, a terminal and an unknown county are refused in words', async () => {
  await (await signInStaff(app.origin, 'officer')).call('terminal.setUp', { name: '便民大厅' });
  const accounts = await app.deps.store.read.accounts(DEMO_COUNTY_ID);
  const terminal = accounts.find(({ roles }) => roles.includes('terminal'))?.userName ?? '';
  for (const step of [renew, end]) {
    for (const nobody of ['nobody', terminal])
      await expect(step(nobody)).rejects.toThrow(`Nobody in qinghe has the user name ${nobody}.`);
    const elsewhere = step('aide', 'qinghee');
    await expect(elsewhere).rejects.toThrow('There is no county qinghee in these data. There is: qinghe.');
  }
});

test('[K7] both are entries of the county’s log', async () => {
  await app.close();
  const text = `select what, county_id, by_name from audit_entry where what like 'account.%' order by seq`;
  const { rows } = await withRows({ databaseUrl: null, dataDir }, (run) => run({ text }));
  expect(rows).toEqual([
    { what: 'account.password', county_id: DEMO_COUNTY_ID, by_name: 'system' },
    { what: 'account.end', county_id: DEMO_COUNTY_ID, by_name: 'system' },
  ]);
});
