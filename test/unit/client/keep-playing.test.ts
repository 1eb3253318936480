/** The browser is stood in for: nothing here can ring. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepPlaying } from '../../../client/media/keep-playing.ts';

/** What a phone call does to a page: it hides it and pauses what plays. */
class Voice {
  paused = true;
  tries = 0;
  refusal: DOMException | null = null;
  play = async () => {
    this.tries += 1;
    if (this.refusal) throw this.refusal;
    this.paused = false;
  };
}

const page = Object.assign(new EventTarget(), { hidden: false });
const show = (shown: boolean) => {
  page.hidden = !shown;
  page.dispatchEvent(new Event('visibilitychange'));
};
let voice: Voice;
const keep = (onBlocked: () => void = () => undefined) => keepPlaying(voice as unknown as HTMLAudioElement, onBlocked);

beforeEach(() => {
  page.hidden = false;
  voice = new Voice();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => vi.unstubAllGlobals());

test('a sound that a phone call paused is heard again once the page is seen again', () => {
  const stop = keep();
  expect(voice.paused).toBe(false);
  show(false);
  voice.paused = true;
  show(true);
  expect(voice.paused).toBe(false);
  expect(voice.tries).toBe(2);
  stop();
});

test('what plays on is left alone, and what is gone from the page stays silent', () => {
  const stop = keep();
  show(false);
  show(true);
  expect(voice.tries).toBe(1);
  stop();
  voice.paused = true;
  show(true);
  expect(voice.paused).toBe(true);
});

test('only a browser that wants a tap first is told of', async () => {
  const blocked = vi.fn();
  voice.refusal = new DOMException('taken away meanwhile', 'AbortError');
  keep(blocked)();
  voice.refusal = new DOMException('tap first', 'NotAllowedError');
  keep(blocked)();
  await vi.waitFor(() => expect(blocked).toHaveBeenCalledOnce());
});
