import { describe, expect, test } from 'vitest';
import { isOfBuild } from '../../../client/realtime/newer-build.ts';

const served = (script: string) => `<!doctype html><script type="module" crossorigin src="${script}"></script>`;

describe('whether a page is of the build that the server serves', () => {
  test('by the name of its script, which is that of its contents', () => {
    expect(isOfBuild(['/assets/desk-AAAA.js'], served('/assets/desk-AAAA.js'))).toBe(true);
    expect(isOfBuild(['/assets/desk-AAAA.js'], served('/assets/desk-BBBB.js'))).toBe(false);
  });
  test('the beginning of a name is not the name', () => {
    expect(isOfBuild(['/assets/desk-A.js'], served('/assets/desk-A.js.map'))).toBe(false);
  });
});
