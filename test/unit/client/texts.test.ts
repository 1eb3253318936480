/** Names that come from the server and are looked up in the language files. */
import { describe, expect, test } from 'vitest';
import citizenEn from '../../../client/i18n/citizen.en.json' with { type: 'json' };
import citizenZh from '../../../client/i18n/citizen.zh-CN.json' with { type: 'json' };
import { PUBLIC_STEPS } from '../../../server/services/public-service.ts';

const LANGUAGES: Record<string, object> = { 'zh-CN': citizenZh, en: citizenEn };

const textOf = (texts: object, key: string): unknown =>
  key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], texts);

describe.each(Object.keys(LANGUAGES))('%s', (language) => {
  test.each([...PUBLIC_STEPS])('the receipt has words for the step %s', (step) => {
    expect(textOf(LANGUAGES[language] ?? {}, `step.${step}`)).toBeTypeOf('string');
  });
});
