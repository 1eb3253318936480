import { expect, test } from 'vitest';
import { timeLimitMs } from '../../../server/domain/notices/time-limit.ts';
import { WECHAT_LONGEST, WECHAT_TEXTS, wechatFields } from '../../../server/domain/notices/wechat.ts';

const MINUTE_MS = 60_000;

test('[T2] what says "now" is told within minutes or not at all, the rest within a day', () => {
  expect(timeLimitMs('called')).toBe(2 * MINUTE_MS);
  expect(timeLimitMs('next')).toBe(10 * MINUTE_MS);
  expect(timeLimitMs('callEnded')).toBe(24 * 60 * MINUTE_MS);
});

test('[T2] a WeChat message keeps within the lengths that WeChat takes, and names one number', () => {
  for (const [template, [progress, hint]] of Object.entries(WECHAT_TEXTS)) {
    expect(progress.length, template).toBeLessThanOrEqual(WECHAT_LONGEST.progress);
    expect(hint.length, template).toBeLessThanOrEqual(WECHAT_LONGEST.hint);
  }
  expect(wechatFields('next', { number: '7', link: 'L', whose: '李明：' })).toEqual({
    number: '7',
    progress: '下一位',
    hint: '请打开页面，不要离开。',
  });
  expect(wechatFields('callEnded', { numbers: 'DL2026-000001、DL2026-000002', link: 'L' })?.number).toBe(
    'DL2026-000001',
  );
});

test('[T2] a code goes by no WeChat message', () => {
  expect(wechatFields('code', { code: '123456' })).toBeNull();
  expect(wechatFields('mailCode', { code: '123456' })).toBeNull();
});
