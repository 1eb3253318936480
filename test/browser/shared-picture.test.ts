/** [C13] A photo of the matter on the stage: seen by citizen and leader beside the live picture, by the audience once it is shown to it. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectAsItStands, expectBothLanguages, expectDeskAtWork } from '../support/accessible.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { addPhoto, callToDeck, enterWithVideo, putThrough, takeNumber } from '../support/journey.ts';

const evening = browserEvening();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('shown by the moderator, then to the public, and by the citizen; taken off it is gone everywhere', async () => {
  const { moderator, screen } = await evening.open('moderator', 'screen');
  const resident = await takeNumber(evening.browser, evening.origin);
  await enterWithVideo(resident);
  await addPhoto(resident);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  const viewer = (await evening.audience()).page;
  await viewer.locator('.stage video').first().waitFor();

  const desk = moderator.page;
  const atLeader = screen.page.getByRole('img', { name: '展示的图片' });
  const atCitizen = resident.page.getByRole('img', { name: '正在展示的图片' });
  const atViewer = viewer.getByRole('img', { name: '正在展示的图片' });
  await press(desk, '展示图片');
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('button', { name: '群众的照片 1' }).locator('img[src]').waitFor();
  await expectAsItStands(desk, 'picture: choose');
  await press(desk, '群众的照片 1');
  await atLeader.waitFor();
  await atCitizen.waitFor();
  // The live pictures go on beside it.
  await screen.page.locator('main video').first().waitFor();
  await resident.page.locator('.stage.small video').first().waitFor();
  expect(await atViewer.count()).toBe(0);
  await expectBothLanguages(resident.page, 'picture: citizen');
  await expectAsItStands(screen.page, 'picture: screen');
  await expectDeskAtWork(desk, 'picture: desk');

  await desk.getByRole('switch', { name: '直播中也展示' }).click();
  await atViewer.waitFor();
  await expectBothLanguages(viewer, 'picture: viewer');
  await press(desk, '收起图片');
  await atViewer.waitFor({ state: 'detached' });
  await atCitizen.waitFor({ state: 'detached' });
  await atLeader.waitFor({ state: 'detached' });

  await press(resident.page, '展示照片 1');
  await atLeader.waitFor();
  await desk.getByText('群众在展示自己的照片').waitFor();
  expect(await atViewer.count()).toBe(0);
  await resident.page.getByRole('button', { name: 'English', exact: true }).click();
  await expectAccessible(resident.page, 'picture: own', 'en');
  await press(resident.page, 'Take photo 1 off');
  await atLeader.waitFor({ state: 'detached' });
});
