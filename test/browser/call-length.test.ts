/** A call and its planned length: the leader's side reads in words how time stands and gives it more, the citizen does not. */
import { beforeAll, expect, test } from 'vitest';
import { expectAsItStands } from '../support/accessible.ts';
import type { Person } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import type { SocketClient } from '../support/clients.ts';
import { connectAs } from '../support/evening.ts';
import { aideAt, endCall, type Resident, SESSION } from '../support/journey.ts';

const MINUTE_MS = 60_000;
const HURRY = ['最后一分钟', '已超时'] as const;
/** The server's clock is so far ahead. */
let aheadMs = 0;
const evening = browserEvening({ clock: () => Date.now() + aheadMs });
let moderator: Person;
let screen: Person;
let other: SocketClient;

beforeAll(async () => {
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
  other = await connectAs(evening.origin, 'moderator');
});

/** Every page learns the time with the next change on stage. */
async function pass(minutes: number): Promise<void> {
  aheadMs += minutes * MINUTE_MS;
  const { calls } = await other.see('moderator', (view) => view.calls.length === 1);
  for (const call of calls)
    await other.call('call.setPublic', { sessionId: SESSION, callId: call.id, public: !call.public });
}

/** On all of the leader's side, and not in the citizen's face. */
async function reads(words: (typeof HURRY)[number], desks: readonly Person[], { page }: Resident): Promise<void> {
  for (const desk of desks) await desk.page.getByText(words).waitFor();
  for (const one of HURRY) expect(await page.getByText(one).count()).toBe(0);
}
const planned = (desks: readonly Person[], minutes: number) =>
  Promise.all(desks.map(({ page }) => page.getByText(new RegExp(`^\\d+:\\d\\d / ${minutes}:00`)).waitFor()));
const quiet = async (desks: readonly Person[]) => {
  for (const { page } of desks) for (const one of HURRY) await page.getByText(one).waitFor({ state: 'detached' });
};

test('[C10] in its last minute a call is given three more by key; over that, the leader’s side is told and the citizen is not', async () => {
  const resident = await evening.callerOnStage(moderator);
  await resident.page.getByText('正在和 县长 王建国 连线').waitFor();
  const aide = await aideAt(evening.browser, evening.origin);
  const desks = [moderator, screen, aide];
  await planned(desks, 8);
  await quiet(desks);

  await pass(7);
  await reads('最后一分钟', desks, resident);
  await moderator.page.keyboard.press('i');
  await planned(desks, 11);
  await quiet(desks);
  await moderator.page.getByRole('button', { name: '已延长', disabled: true }).waitFor();

  await pass(4);
  await reads('已超时', desks, resident);
  await expectAsItStands(screen.page, 'screen-over');
  // How long it ran is all that the citizen reads, and nothing ends by it.
  await resident.page.getByText(/^已连线\s*11:\d\d/).waitFor();
  await resident.page.getByText('正在和 县长 王建国 连线').waitFor();
  await aide.page.close();
  await endCall(moderator);
});

test('[C10] by button too, once', async () => {
  const resident = await evening.callerOnStage(moderator, '王大山');
  const desks = [moderator, screen];
  await pass(8);
  await reads('已超时', desks, resident);
  await moderator.page.getByRole('button', { name: /^延长 3 分钟/ }).click();
  await planned(desks, 11);
  await quiet(desks);
  await moderator.page.getByRole('button', { name: '已延长', disabled: true }).waitFor();
  await endCall(moderator);
});
