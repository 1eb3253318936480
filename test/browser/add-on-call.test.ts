/** Photos and PDF files that somebody adds in the green room and on the call: at the desks at once, and shown on the stage (T5, C13). */
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { expectAccessible, expectAsItStands, expectDeskAtWork } from '../support/accessible.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { callToDeck, enterWithVideo, putThrough, takeNumber } from '../support/journey.ts';

const evening = browserEvening();

async function contract(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const end = new Promise((resolve) => document.on('end', resolve));
  document.fontSize(60).text('Contract').addPage().text('Page two').end();
  await end;
  return Buffer.concat(parts);
}
const photo = async (background: string) => ({
  name: 'photo.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 80, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer(),
});

test('in the green room and on the call; the desks have it at once, the citizen and the aide show it', async () => {
  const { moderator, screen, ...desks } = await evening.open('moderator', 'screen', 'aide');
  const aide = desks.aide.page;
  const resident = await takeNumber(evening.browser, evening.origin);
  await enterWithVideo(resident);
  const { page } = resident;
  const folded = page.getByText('补充一句话、照片或 PDF');
  const files = page.getByLabel('加照片或 PDF');
  const atModerator = moderator.page.getByRole('region', { name: '本人补充' });
  await callToDeck(moderator, resident, async () => {
    await folded.click();
    await files.setInputFiles(await photo('#c84'));
    await page.getByRole('button', { name: '删掉照片 1' }).waitFor();
    await atModerator.getByRole('img', { name: '照片 1' }).waitFor();
    await expectAsItStands(page, 'add: green room');
  });
  await putThrough(moderator);
  await page.getByRole('button', { name: '展示照片 1' }).waitFor();

  await folded.click();
  await files.setInputFiles(await photo('#48c'));
  await page.getByRole('button', { name: '展示照片 2' }).waitFor();
  await files.setInputFiles({ name: '承包合同.pdf', mimeType: 'application/pdf', buffer: await contract() });
  await page.getByRole('button', { name: '删掉 承包合同.pdf' }).waitFor();
  await expectAsItStands(page, 'add: on the call');
  await atModerator.getByRole('img', { name: '照片 2' }).waitFor();
  const [download] = await Promise.all([
    moderator.page.waitForEvent('download'),
    atModerator.getByRole('button', { name: '保存 PDF：承包合同.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('承包合同.pdf');
  await aide.getByRole('button', { name: '保存 PDF：承包合同.pdf' }).waitFor();
  await expectAsItStands(aide, 'add: aide');

  const atLeader = screen.page.getByRole('img', { name: '展示的图片' });
  await page.getByRole('button', { name: '展示照片 2' }).click();
  await atLeader.waitFor();
  const before = await atLeader.getAttribute('src');
  await aide.getByRole('button', { name: '换一张', exact: true }).click();
  await aide.getByRole('dialog').getByRole('button', { name: '承包合同.pdf' }).click();
  await aide.getByRole('button', { name: '下一页' }).click();
  await aide.getByRole('img', { name: '第 2 / 2 页' }).waitFor();
  await aide.getByRole('button', { name: '展示这一页' }).click();
  await expect.poll(() => atLeader.getAttribute('src'), { timeout: 20_000 }).not.toBe(before);

  // What the leader's side has at hand goes to the case.
  await aide.getByRole('button', { name: '立件', exact: true }).click();
  await aide.getByRole('dialog').getByRole('button', { name: '立件', exact: true }).click();
  const asked = aide.waitForEvent('filechooser');
  await aide.getByRole('button', { name: /^给 .* 加附件$/ }).click();
  await (await asked).setFiles({ name: '批复.pdf', mimeType: 'application/pdf', buffer: await contract() });
  await aide.getByText(/已把“批复.pdf”加到/).waitFor();
  const desk = moderator.page;
  const askedThere = desk.waitForEvent('filechooser');
  await desk
    .getByRole('region', { name: '本次办件' })
    .getByRole('button', { name: /^给 .* 加附件$/ })
    .click();
  await (await askedThere).setFiles({ name: '图纸.pdf', mimeType: 'application/pdf', buffer: await contract() });
  await desk.getByText(/已把“图纸.pdf”加到/).waitFor();
  await expectDeskAtWork(desk, 'add: moderator');
  await expectAsItStands(aide, 'add: to the case');
  await aide.getByRole('button', { name: '换一张', exact: true }).click();
  await aide.getByRole('button', { name: '换一个', exact: true }).click();
  for (const name of ['批复.pdf', '图纸.pdf']) await aide.getByRole('button', { name, exact: true }).waitFor();
  await aide.keyboard.press('Escape');

  await page.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByRole('button', { name: 'Delete 承包合同.pdf' }).click();
  await page.getByRole('button', { name: 'Delete 承包合同.pdf' }).waitFor({ state: 'detached' });
  await aide.getByRole('button', { name: '保存 PDF：承包合同.pdf' }).waitFor({ state: 'detached' });
  await page
    .getByLabel('Add a photo or PDF')
    .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('none') });
  await page.getByText('This PDF cannot be opened').waitFor();
  await expectAccessible(page, 'add: refused', 'en');
});
