/** The registry of actions: schemas, rules, doors (T1, T4). Seeds are printed on failure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import commonEn from '../../client/i18n/common.en.json' with { type: 'json' };
import commonZh from '../../client/i18n/common.zh-CN.json' with { type: 'json' };
import { assertComplete, RULES } from '../../server/domain/people/policy.ts';
import { handlers } from '../../server/services/handlers.ts';
import { Ack, SocketRequest } from '../../shared/action.ts';
import { ACTIONS } from '../../shared/actions/all.ts';
import { ERRORS, ErrorBody, ErrorCode, Refusal } from '../../shared/errors.ts';
import { inputOf, jsonSchemaOf, resultOf, textLimits, withValue } from '../support/examples.ts';

const ALL = [...ACTIONS.values()];
const each = ALL.map((action) => [action.name, action] as const);

describe('every action', () => {
  test.each(each)('%s: what fits its input is parsed, and parsing again changes nothing', (_name, action) => {
    fc.assert(
      fc.property(inputOf(action), (input) => {
        const once = z.parse(action.input, input);
        expect(z.parse(action.input, once)).toEqual(once);
        expect(JSON.parse(JSON.stringify(once))).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  test.each(each)('%s: what fits its result is parsed to the same', (_name, action) => {
    fc.assert(
      fc.property(resultOf(action), (result) => {
        expect(z.parse(action.result, result)).toEqual(result);
      }),
      { numRuns: 10 },
    );
  });

  test.each(each)('[T4] %s: unknown keys are stripped, on the way in and out', (_name, action) => {
    fc.assert(
      fc.property(inputOf(action), resultOf(action), (input, result) => {
        const extra = JSON.parse(
          '{"__proto__": {"isStaff": true}, "constructor": 1, "role": "administrator", "actor": {}}',
        );
        const parsed = z.parse(action.input, { ...input, ...extra }) as object;
        expect(parsed).toEqual(z.parse(action.input, input));
        expect(Object.keys(parsed)).not.toContain('role');
        expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
        expect(z.parse(action.result, { ...result, secret: 1 })).toEqual(result);
      }),
      { numRuns: 5 },
    );
  });

  test.each(each)('[T4] %s: a required field that is missing is refused', (_name, action) => {
    const required = jsonSchemaOf(action.input, 'input').required ?? [];
    const [example] = fc.sample(inputOf(action), { numRuns: 1, seed: 1 });
    for (const field of required) {
      const { [field]: _left, ...rest } = example ?? {};
      expect(z.safeParse(action.input, rest).success, field).toBe(false);
    }
  });

  test.each(each)('[T4] %s: longer text than the limit is refused, never cut', (_name, action) => {
    const limits = textLimits(jsonSchemaOf(action.input, 'input')).filter(({ path }) => path.at(-1) !== 'phone');
    const [example = {}] = fc.sample(inputOf(action), { numRuns: 1, seed: 2 });
    for (const { path, max } of limits) {
      const full = z.safeParse(action.input, withValue(example, path, '长'.repeat(max)));
      expect(full.success, `${path.join('.')} of ${max}`).toBe(true);
      expect(JSON.stringify(full.data)).toContain('长'.repeat(max));
      expect(z.safeParse(action.input, withValue(example, path, '长'.repeat(max + 1))).success, path.join('.')).toBe(
        false,
      );
    }
  });

  test('[T1] has exactly one rule, and every rule an action', () => {
    expect(Object.keys(RULES).sort()).toEqual([...ACTIONS.keys()].sort());
    expect(() => assertComplete([...ACTIONS.keys(), 'somebody.new'])).toThrow(/somebody\.new/);
    expect(() => assertComplete([...ACTIONS.keys()].slice(1))).toThrow(ALL[0]?.name ?? '');
    for (const [name, rule] of Object.entries(RULES)) expect(rule.who.length, name).toBeGreaterThan(0);
  });

  test('has a door, and one handler behind it', () => {
    const routes = ALL.flatMap(({ http }) => (http ? [`${http.method} ${http.path.replace(/\{\w+\}/g, '{}')}`] : []));
    expect(new Set(routes).size).toBe(routes.length);
    for (const { name, http, socket, kind } of ALL) {
      expect(Boolean(http) || socket, `${name} has a door`).toBe(true);
      if (http) expect(http.method === 'GET', `${name} reads by GET`).toBe(kind === 'query');
      const onConnection = /^(media|check)\.|^session\.(snapshot|beat)$/.test(name);
      expect(Object.hasOwn(handlers, name), `${name} has a handler`).toBe(!onConnection);
    }
  });

  test('path parameters are fields of the input, which are required', () => {
    for (const { name, http, input } of ALL) {
      const required = jsonSchemaOf(input, 'input').required ?? [];
      for (const [, key = ''] of http?.path.matchAll(/\{(\w+)\}/g) ?? []) expect(required, name).toContain(key);
    }
  });

  test('a query over HTTP has flat fields of text', () => {
    for (const { name, http, input } of ALL) {
      if (http?.method !== 'GET') continue;
      for (const [key, field] of Object.entries(jsonSchemaOf(input, 'input').properties ?? {}))
        expect(field.type, `${name}.${key}`).toBe('string');
    }
  });

  test('says what it does in a sentence', () => {
    for (const { name, says } of ALL) expect(says, name).toMatch(/^[A-Z].{8,}\.$/s);
  });
});

describe('refusals', () => {
  const codes = ErrorCode.options;

  test('every code has a status and says what to do next', () => {
    for (const code of codes) {
      const { status, says } = ERRORS[code];
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(600);
      expect(says, code).toMatch(/^[A-Z].*[.)]$/);
      expect(z.parse(ErrorBody, new Refusal(code, { why: 1 }).toBody())).toEqual({
        code,
        message: says,
        details: { why: 1 },
      });
    }
  });

  test('every code has its words in both languages', () => {
    for (const file of [commonEn, commonZh]) {
      const words = (file as { error?: Record<string, unknown> }).error ?? {};
      expect(codes.filter((code) => !(code in words))).toEqual([]);
    }
  });

  test('an ack is one or the other', () => {
    expect(z.safeParse(Ack, { ok: true, result: {} }).success).toBe(true);
    expect(z.safeParse(Ack, { ok: false, error: { code: 'NO_SUCH_CODE', message: '' } }).success).toBe(false);
    expect(z.safeParse(Ack, { ok: false }).success).toBe(false);
    expect(z.safeParse(SocketRequest, { name: 'x'.repeat(65), input: {} }).success).toBe(false);
  });
});
