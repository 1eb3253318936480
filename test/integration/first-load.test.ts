/** What a phone that was never here fetches of script before it can be used; needs the built pages (`npm test` builds them). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { builtPages } from '../../server/http/pages.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** Script that the page of this address names, in files of the build. */
function scriptsOf(address: string): string[] {
  const page = builtPages(dist);
  if (!page) throw new Error('The pages are not built: npm run build');
  return [...page(address).matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');
}

/** As the bench `page` counts it, in KB of 1024 bytes. */
const gzipKb = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file))).length, 0) / 1024;

/** The reach is 130 KB (docs/benchmarks.md). These are nearer to what is, so that it is seen when something big slips in. */
test.each([
  ['/s/demo/join', 125],
  ['/s/demo', 121],
])('%s needs at most %i KB of script, compressed', (address, most) => {
  const files = scriptsOf(address);
  expect(files.length).toBeGreaterThan(2);
  expect(gzipKb(files)).toBeLessThanOrEqual(most);
});

test('on a call: with media at most 196 KB', () => {
  expect(gzipKb(scriptsOf('/s/demo/wait/tk_1'))).toBeLessThanOrEqual(196);
});

test('the first load has the words of one language', () => {
  const code = scriptsOf('/s/demo/join').map((file) => readFileSync(path.join(dist, file), 'utf8'));
  const words = (language: string): string => {
    const file = path.resolve(import.meta.dirname, `../../client/i18n/citizen.${language}.json`);
    return JSON.parse(readFileSync(file, 'utf8')).join.consentCallHint;
  };
  expect(code.some((text) => text.includes(words('zh-CN')))).toBe(true);
  expect(code.some((text) => text.includes(words('en')))).toBe(false);
});
