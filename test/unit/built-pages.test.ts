/** Pages that name the files of an address ahead. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtPages } from '../../server/http/pages.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'directline-pages-'));
  mkdirSync(path.join(folder, '.vite'));
  const citizen = '<head><script src="/assets/citizen.js"></script></head>';
  writeFileSync(path.join(folder, 'index.html'), citizen);
  writeFileSync(path.join(folder, 'desk.html'), '<head><title>desk</title></head>');
  const manifest = {
    'index.html': { file: 'assets/citizen.js' },
    'pages/citizen/join.tsx': { file: 'assets/join.js', imports: ['_form.js', 'index.html'] },
    '_form.js': { file: 'assets/form.js', imports: ['pages/citizen/join.tsx'] },
    'pages/citizen/wait.tsx': { file: 'assets/wait.js', imports: ['_form.js'] },
    '_media-1.js': { file: 'assets/media.js', name: 'media', imports: ['index.html'] },
    'pages/screen/page.tsx': { file: 'assets/screen.js', css: ['assets/screen.css'] },
  };
  writeFileSync(path.join(folder, '.vite/manifest.json'), JSON.stringify(manifest));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ahead = (address: string) =>
  [...(builtPages(folder)?.(address) ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href);

test('an address names its own files and what they need, each once, and not what the page has', () => {
  expect(ahead('/s/one/join')).toEqual(['/assets/join.js', '/assets/form.js']);
});

test('the page of a ticket names media too', () => {
  expect(ahead('/s/one/wait/tk_1')).toEqual([
    '/assets/wait.js',
    '/assets/form.js',
    '/assets/join.js',
    '/assets/media.js',
  ]);
});

test("a desk's styles are named as styles", () => {
  expect(builtPages(folder)?.('/screen/one')).toContain(
    'rel="preload" as="style" crossorigin href="/assets/screen.css"',
  );
  expect(builtPages(folder)?.('/screen/one')).toContain('<title>desk</title>');
});

test('an address that nothing is known of, or of a page that the build does not have, is the page as it is', () => {
  expect(ahead('/')).toEqual([]);
  expect(ahead('/check')).toEqual([]);
  expect(ahead('/s/one/join/more')).toEqual([]);
});

test('nothing is built', () => {
  expect(builtPages(path.join(folder, 'absent'))).toBeNull();
});
