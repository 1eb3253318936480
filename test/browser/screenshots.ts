/** Takes the README's pictures: one evening in the demo county, each face at the moment that shows it best. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startTestApp, stopApps } from '../support/app.ts';
import { DESK, launchChromium, newPerson, PHONE, picturesMove } from '../support/browser.ts';
import {
  aideAt,
  callToDeck,
  endCall,
  enterWithVideo,
  moderatorAt,
  putThrough,
  SESSION,
  screenAt,
  staffAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/pictures');
await mkdir(folder, { recursive: true });
const app = await startTestApp();
const browser = await launchChromium();
try {
  const moderator = await moderatorAt(browser, app.origin);
  const screen = await screenAt(browser, app.origin);
  const aide = await aideAt(browser, app.origin);
  await startSession(moderator);
  const [first, second, third] = ['李秀英', '王大山', '赵小云'];
  const resident = await takeNumber(browser, app.origin, first);
  await enterWithVideo(resident);
  const waiting = await takeNumber(browser, app.origin, second);
  await enterWithVideo(waiting);
  const last = await takeNumber(browser, app.origin, third);
  await enterWithVideo(last);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  const caller = 'video[aria-label*="李女士"]';
  await Promise.all([
    picturesMove(screen.page, 'video'),
    picturesMove(resident.page, 'video[aria-label*="王建国"]'),
    picturesMove(last.page, caller),
    picturesMove(moderator.page, `video[aria-label*="${first}"]`),
    picturesMove(aide.page, caller),
  ]);

  // The words about the pictures come a moment after them.
  await resident.page.getByRole('heading', { name: '王建国' }).waitFor();
  await last.page.getByText('正在连线').or(last.page.getByText('李女士')).first().waitFor();

  const picture = async (person: { page: (typeof resident)['page'] }, name: string) => {
    await person.page.screenshot({ path: path.join(folder, `${name}.png`) });
    process.stderr.write(`docs/pictures/${name}.png\n`);
  };
  const viewer = await newPerson(browser, app.origin, DESK);
  await viewer.page.goto(`/s/${SESSION}`);
  await viewer.page.locator('.poster button').click();
  // The first frames are of the lowest layer.
  for (const video of [caller, 'video[aria-label*="王建国"]', caller]) await picturesMove(viewer.page, video);
  await picture(viewer, 'public');
  const visitor = await newPerson(browser, app.origin, PHONE);
  await visitor.page.goto('/');
  await visitor.page.getByRole('heading').first().waitFor();
  await visitor.page.waitForLoadState('networkidle');
  await picture(visitor, 'home');
  await picture(last, 'resident-waiting');
  await picture(resident, 'resident-live');
  await picture(moderator, 'moderator');
  await picture(screen, 'screen');
  await aide.page.getByLabel('承诺内容').fill('十日内修好村口路灯');
  await aide.page.getByRole('combobox', { name: '承办单位' }).click();
  await aide.page.getByRole('option').first().click();
  await aide.page.getByLabel('已向群众复述内容和日期').check();
  await aide.page.getByLabel('领导已确认内容和日期').check();
  await aide.page.getByRole('button', { name: '记下承诺' }).click();
  await aide.page.getByText('已确认', { exact: true }).first().waitFor();
  await aide.page.getByText('已记下。').waitFor({ state: 'detached' });
  await picture(aide, 'aide');
  await endCall(aide, '现场承诺');
  const number = (
    await resident.page
      .getByText(/DL\d{4}-\d+/)
      .first()
      .textContent()
  )?.match(/DL\d{4}-\d+/)?.[0];
  const supervisor = await staffAt(browser, app.origin, 'supervisor', `/cases/${number}`);
  await supervisor.page.getByText(first).first().waitFor();
  await picture(supervisor, 'case');
} finally {
  await browser.close();
  await stopApps();
}
