/** Templates over the real doors: whose they are, who keeps them, and that two changes do not overwrite each other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, signInStaff } from '../support/clients.ts';

let app: TestApp;
let supervisor: HttpClient;
let head: HttpClient;
beforeAll(async () => {
  app = await startTestApp();
  supervisor = await signInStaff(app.origin, 'supervisor');
  head = await signInStaff(app.origin, 'head');
});
afterAll(stopApps);

const reply = { ofUnit: false, use: 'reply', title: '供水恢复', text: '您好，{subject}已经办好。' } as const;
const titles = async (http: HttpClient) => (await http.call('templates.list', {})).templates.map(({ title }) => title);

test('[T1] the county’s are everybody’s to use and its office’s to keep, a unit’s own its people’s and its head’s', async () => {
  const { templateId } = await supervisor.call('templates.save', reply);
  const own = await head.call('templates.save', { ...reply, ofUnit: true, title: '本局常用' });
  const caseworker = await signInStaff(app.origin, 'caseworker');
  const town = await signInStaff(app.origin, 'town');
  expect(await titles(caseworker)).toEqual(expect.arrayContaining(['供水恢复', '本局常用']));
  expect(await titles(town)).toContain('供水恢复');
  expect(await titles(town)).not.toContain('本局常用');
  const seen = (await caseworker.call('templates.list', {})).templates;
  expect(seen.every(({ keeps }) => !keeps)).toBe(true);

  const changed = { ...reply, templateId, version: 0, title: '改了' };
  for (const http of [head, caseworker, await signInStaff(app.origin, 'clerk')]) {
    await expect(http.call('templates.save', changed)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(http.call('templates.remove', { templateId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  // Of another unit it is not there.
  const ofOwn = { templateId: own.templateId };
  await expect(supervisor.call('templates.remove', ofOwn)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(supervisor.call('templates.save', { ...changed, ...ofOwn })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  // The administrator belongs to no unit.
  const administrator = await signInStaff(app.origin, 'admin');
  await expect(administrator.call('templates.save', { ...reply, ofUnit: true })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await administrator.call('templates.remove', { templateId });
  await head.call('templates.remove', ofOwn);
  expect(await titles(caseworker)).not.toEqual(expect.arrayContaining(['供水恢复']));
  await expect(head.call('templates.remove', ofOwn)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a second writer is refused, and so is an unknown placeholder, by its name; nothing changes then', async () => {
  const { templateId, version } = await supervisor.call('templates.save', reply);
  const seen = { ...reply, templateId, version };
  expect(await supervisor.call('templates.save', { ...seen, text: '{alias}，您好。' })).toEqual({
    templateId,
    version: version + 1,
  });
  await expect(supervisor.call('templates.save', seen)).rejects.toMatchObject({ code: 'STALE' });
  const bad = { ...seen, version: version + 1, text: '请打{phone}，{place}' };
  await expect(supervisor.call('templates.save', bad)).rejects.toMatchObject({
    code: 'PLACEHOLDER_UNKNOWN',
    details: { names: ['{phone}', '{place}'] },
  });
  expect(await app.deps.store.read.templates(DEMO_COUNTY_ID)).toContainEqual(
    expect.objectContaining({ id: templateId, text: '{alias}，您好。', version: version + 1 }),
  );
});
