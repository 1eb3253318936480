/** Work on the spot: when it can have been (S2), and which photos go with it. */
import { expect, test } from 'vitest';
import type { CaseFileRecord } from '../../../server/domain/cases/files.ts';
import { photosOf, refusedAsHeld } from '../../../server/domain/cases/visits.ts';
import { VISIT_PHOTOS_MOST } from '../../../shared/files.ts';

// 00:30 on 2 December in Shanghai, still 1 December in UTC.
const NOW = Date.UTC(2026, 11, 1, 16, 30);
const ZONE = 'Asia/Shanghai';

test('what is written down has happened, by the county’s wall', () => {
  expect(refusedAsHeld({ on: '2026-12-02' }, NOW, ZONE)).toBeNull();
  expect(refusedAsHeld({ on: '2026-12-02', time: '00:30' }, NOW, ZONE)).toBeNull();
  // A clock may be a little ahead.
  expect(refusedAsHeld({ on: '2026-12-02', time: '00:35' }, NOW, ZONE)).toBeNull();
  const issue = (path: string) => ({ code: 'BAD_INPUT', details: { issues: [{ path }] } });
  expect(refusedAsHeld({ on: '2026-12-02', time: '00:36' }, NOW, ZONE)).toMatchObject(issue('time'));
  expect(refusedAsHeld({ on: '2026-12-03' }, NOW, ZONE)).toMatchObject(issue('on'));
  expect(refusedAsHeld({ on: '2026-12-02' }, NOW, 'UTC')).toMatchObject(issue('on'));
  expect(refusedAsHeld({ on: '2026-02-31', time: '09:00' }, NOW, ZONE)).toMatchObject(issue('on'));
});

const file = (id: string, change: Partial<CaseFileRecord> = {}): CaseFileRecord => ({
  id,
  countyId: 'c',
  caseId: 'cs',
  replyId: null,
  visitId: null,
  awaitsVisit: true,
  byCitizen: false,
  isPublic: false,
  name: '现场.jpg',
  kind: 'picture',
  size: 1,
  at: 1,
  ...change,
});

test('[K7] photos of staff alone go with a visit, of this one and of no other', () => {
  const files = [
    file('a'),
    file('b'),
    file('citizen', { byCitizen: true }),
    file('pdf', { kind: 'pdf' }),
    file('reply', { replyId: 'rp' }),
    file('before', { visitId: 'vi' }),
  ];
  expect(photosOf(files, ['b', 'a', 'a'])?.map(({ id }) => id)).toEqual(['b', 'a']);
  for (const no of ['citizen', 'pdf', 'reply', 'before', 'none']) expect(photosOf(files, ['a', no])).toBeNull();
  const many = Array.from({ length: VISIT_PHOTOS_MOST + 1 }, (_, at) => file(`f${at}`));
  expect(
    photosOf(
      many,
      many.map(({ id }) => id),
    ),
  ).toBeNull();
});
