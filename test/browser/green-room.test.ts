/** Two residents at once off air: each stands on the own card with the own picture, and one click follows the other. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { audioPackets, type Person, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { signInStaff } from '../support/clients.ts';
import { callAndAnswer, callToDeck, endCall, enterWithVideo, type Resident, takeNumber } from '../support/journey.ts';
import { until } from '../support/until.ts';

const evening = browserEvening();
let moderator: Person;
let screen: Person;
let first: Resident;
let second: Resident;

beforeAll(async () => {
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
  await countTones(moderator.page);
  first = await arrive('李秀英', 'rgb(220, 20, 20)');
  second = await arrive('王大山', 'rgb(20, 20, 220)');
});

async function arrive(name: string, colour: string): Promise<Resident> {
  const resident = await takeNumber(evening.browser, evening.origin, name);
  await paintCamera(resident.page, colour);
  await enterWithVideo(resident);
  return resident;
}

/** How often this page sounded by itself. */
const countTones = (page: Page) =>
  page.evaluate(() => {
    const { prototype } = OscillatorNode;
    const real = prototype.start;
    prototype.start = function start(this: OscillatorNode, when?: number) {
      document.body.dataset.tones = String(Number(document.body.dataset.tones ?? 0) + 1);
      real.call(this, when);
    };
  });
const tones = (page: Page) => page.evaluate(() => Number(document.body.dataset.tones ?? 0));

/** The page's camera shows one colour, or blue from its other side, and a spot that moves: a picture tells whose it is. */
async function paintCamera(page: Page, colour: string): Promise<void> {
  await page.evaluate((wanted) => {
    const devices = navigator.mediaDevices;
    const real = devices.getUserMedia.bind(devices);
    const list = devices.enumerateDevices.bind(devices);
    const isRear = (asked?: MediaStreamConstraints) => JSON.stringify(asked).includes('environment');
    // A phone has one camera on each side.
    devices.enumerateDevices = async () => {
      const all = await list();
      return [...all, ...all.filter(({ kind }) => kind === 'videoinput')];
    };
    devices.getUserMedia = async (constraints) => {
      const stream = await real(isRear(constraints) ? { video: true } : constraints);
      for (const track of stream.getVideoTracks()) {
        track.stop();
        stream.removeTrack(track);
        const canvas = document.createElement('canvas');
        canvas.width = 640;
        canvas.height = 360;
        const pen = canvas.getContext('2d');
        const rear = isRear(constraints);
        setInterval(() => {
          if (!pen) return;
          pen.fillStyle = rear ? 'rgb(20, 20, 220)' : wanted;
          pen.fillRect(0, 0, 640, 360);
          pen.fillStyle = 'white';
          pen.fillRect((Date.now() / 10) % 600, 320, 40, 40);
        }, 50);
        for (const painted of canvas.captureStream(20).getVideoTracks()) {
          const settings = painted.getSettings.bind(painted);
          painted.getSettings = () => ({ ...settings(), facingMode: rear ? 'environment' : 'user' });
          stream.addTrack(painted);
        }
      }
      return stream;
    };
  }, colour);
}

/** `red` or `blue` as the picture shows it; otherwise what is there instead. */
const colourOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate((wanted) => {
    const video = document.querySelector<HTMLVideoElement>(wanted);
    if (!video || video.videoWidth === 0) return 'no picture';
    const canvas = document.createElement('canvas');
    canvas.width = 1;
    canvas.height = 1;
    const pen = canvas.getContext('2d');
    pen?.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 2, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen?.getImageData(0, 0, 1, 1).data ?? [];
    if (red > 120 && green < 90 && blue < 90) return 'red';
    return blue > 120 && green < 90 && red < 90 ? 'blue' : `rgb ${red} ${green} ${blue}`;
  }, selector);
const shows = (page: Page, selector: string, colour: string) =>
  until(`${selector} in ${colour}`, async () => (await colourOf(page, selector)) === colour);

/** Who is on, about what, how long, the time and who is next: each at least a 25th of the picture's height. */
async function expectReadAtFourMetres(): Promise<void> {
  const { page } = screen;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByText('下一位：王女士').waitFor();
  const seen = await page.locator('footer').evaluate((foot) =>
    [...foot.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
      const words = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const text = words.map(({ textContent }) => textContent).join('');
      return text.trim() === '' ? [] : [{ text, px: Number.parseFloat(getComputedStyle(element).fontSize) }];
    }),
  );
  expect(seen.map(({ text }) => text).join(' ')).toContain('李女士');
  expect(seen.length).toBeGreaterThanOrEqual(6);
  expect(seen.filter(({ px }) => px < 1080 / 25)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080);
  if (process.env.DIRECTLINE_TEST_PICTURES)
    await page.screenshot({ path: `${process.env.DIRECTLINE_TEST_PICTURES}/screen-1080.png` });
}

/** [C7] No sound comes, while whoever is on hears; the leader's picture gave way to words. */
async function expectHeld({ page }: Resident): Promise<void> {
  await page.locator('video[aria-label*="王建国"]').waitFor({ state: 'hidden' });
  await until('silence', async () => {
    const before = await audioPackets(page);
    const sent = await audioPackets(screen.page);
    await until('sound in the meeting room', async () => (await audioPackets(screen.page)) > sent + 20);
    return before === (await audioPackets(page));
  });
}

const card = (name: string) => `article[aria-label*="${name}"]`;

test('whoever could be called while nobody is, is in line and title, heard, and one key away', async () => {
  const { page } = moderator;
  const line = page.getByRole('region', { name: '待处理' });
  await line.getByRole('button', { name: /李秀英 可以呼叫/ }).waitFor();
  await line.getByText('待处理 1：').waitFor();
  await expect.poll(() => page.title()).toContain('(1) 主持人工作台');
  // Two people came within the ten seconds that lie between two tones.
  await until('a tone', async () => (await tones(page)) === 1);
  await page.keyboard.press('c');
  await line.getByText('没有待处理').waitFor();
  await expect.poll(() => page.title()).toMatch(/^主持人工作台/);
  expect(await page.getByRole('row', { selected: true }).textContent()).toContain('李秀英');

  const sound = line.getByRole('switch', { name: '提示音' });
  await sound.click();
  await page.reload();
  await line.getByRole('button', { name: /李秀英 可以呼叫/ }).waitFor();
  expect(await sound.isChecked()).toBe(false);
  await sound.click();
});

test('[C7] each card shows its own person, plays whom the moderator talks with, and the deck does not hear that talk', async () => {
  const { page } = moderator;
  await callToDeck(moderator, first);
  await page.getByRole('button', { name: '打开我的摄像头' }).click();
  // Alone on deck, the first one hears the moderator.
  await until('the deck hears', async () => (await audioPackets(first.page)) > 0);
  await callAndAnswer(moderator, second);
  for (const [name, colour] of [
    ['李秀英', 'red'],
    ['王大山', 'blue'],
  ] as const) {
    await shows(page, `${card(name)} video`, colour);
    await picturesMove(page, `${card(name)} video`);
  }
  const isMuted = (name: string) =>
    page.locator(`${card(name)} audio`).evaluate((audio) => (audio as HTMLAudioElement).muted);
  await expect.poll(() => isMuted('王大山')).toBe(false);
  await expect.poll(() => isMuted('李秀英')).toBe(true);

  await until('the deck is deaf to the talk with the next', async () => {
    const [deaf, hearing] = [await audioPackets(first.page), await audioPackets(second.page)];
    await until('talk with the second', async () => (await audioPackets(second.page)) > hearing + 20);
    return deaf === (await audioPackets(first.page));
  });
});

test('keys work after a switch was pressed; the second takes the first one’s place, gives it back, and follows', async () => {
  const { page } = moderator;
  const listen = page.getByRole('switch', { name: '监听' });
  await listen.click();
  await listen.click();
  await page.keyboard.press('p');
  await first.page.getByText('正在和').first().waitFor();
  await shows(screen.page, 'video', 'red');
  // What the camera on the other side sees, and back, over what is connected: nothing is negotiated.
  const asked = () => ['media.produce', 'media.createTransport'].map((name) => first.wire.asked(name));
  const before = asked();
  await first.page.getByRole('button', { name: /^换后置摄像头/ }).click();
  await shows(screen.page, 'video', 'blue');
  await expect.poll(() => first.page.locator('.inset video[data-mirrored]').count()).toBe(0);
  await first.page.getByRole('button', { name: /^换回前置摄像头/ }).click();
  await shows(screen.page, 'video', 'red');
  expect(asked()).toEqual(before);

  await page.getByRole('combobox', { name: '分类' }).click();
  await page.getByRole('option', { name: '供暖' }).click();
  // [T5] A word came onto the list after this desk read it: marked by the refusal, and confirmed once more.
  await (await signInStaff(evening.origin, 'admin')).call('words.add', {
    text: '路，灯',
    level: 'ask',
    reason: '测试用词',
  });
  const approve = page.getByRole('button', { name: '审核通过' });
  await approve.click();
  await page.getByText('敏感词：路，灯（测试用词）').waitFor();
  expect(await approve.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /逐个看过/ }).check();
  await approve.click();
  await page.getByRole('button', { name: /列为下一位/ }).click();
  await second.page.getByText('下一位，请准备').first().waitFor();
  await expectReadAtFourMetres();
  // [C4] An urgent one in between: the first is held meanwhile, and back again, each with one press.
  await page.getByRole('button', { name: '暂停当前，换上这位' }).click();
  await shows(screen.page, 'video', 'blue');
  await first.page.getByText('您的位置一直保留').waitFor();
  await expectHeld(first);
  await page.getByText('暂停中：').waitFor();
  await page.getByRole('button', { name: '换回' }).click();
  await shows(screen.page, 'video', 'red');
  await expectHeld(second);
  await endCall(moderator);
  await page.getByRole('button', { name: '继续通话' }).click();
  await second.page.getByText('正在和').first().waitFor();
  await shows(screen.page, 'video', 'blue');
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(second.page, 'video[aria-label*="王建国"]')]);
});

test('[C6] the cut works while somebody types; an ended number is found under “ended”', async () => {
  const { page } = moderator;
  const search = page.getByRole('searchbox', { name: '在队列中查找' });
  await search.fill('李');
  await search.press('Alt+x');
  await page.getByText('直播已切断').first().waitFor();
  expect(await search.inputValue()).toBe('李');
  await page.getByText(/^结束 \d+$/).click();
  await page.getByRole('row', { name: /李秀英/ }).click();
  await page.getByText(/结束：.*现场答复/).waitFor();
  await page.keyboard.press('b');
  await page.getByText('直播已切断').first().waitFor({ state: 'hidden' });
  await endCall(moderator);
  for (const person of [moderator, screen, first, second]) expect(person.faults).toEqual([]);
});
