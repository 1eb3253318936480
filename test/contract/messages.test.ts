/** What travels besides actions: handshakes, notices, views, the waiting room's message, problems (T4, T5). Seeds are printed on failure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Ack, SocketRequest } from '../../shared/action.ts';
import { ErrorBody } from '../../shared/errors.ts';
import { Handshake } from '../../shared/handshake.ts';
import { Notice } from '../../shared/notices/all.ts';
import { QueueDigest } from '../../shared/queue/digest.ts';
import { ViewMessage } from '../../shared/views/all.ts';
import { TableChange } from '../../shared/views/table-change.ts';
import { arbitraryOf, type JsonSchema, jsonSchemaOf } from '../support/examples.ts';
import { misfitsIn } from '../support/misfits.ts';

interface Case {
  readonly is: string;
  readonly schema: z.ZodMiniType;
  readonly json: JsonSchema;
}

/** Each variant of a union is a case of its own, so that none hides behind the others. */
function variantsOf(is: string, schema: z.ZodMiniType, by: string): Case[] {
  const json = jsonSchemaOf(schema, 'output');
  return (json.oneOf ?? json.anyOf ?? []).flatMap((variant) => {
    const key: JsonSchema = variant.properties?.[by] ?? {};
    const names = 'const' in key ? [key.const] : (key.enum ?? []);
    return [{ is: `${is} ${names.join('/')}`, schema, json: variant }];
  });
}

const CASES: Case[] = [
  ...variantsOf('handshake', Handshake, 'as'),
  ...variantsOf('notice', Notice, 'notice'),
  ...variantsOf('view', ViewMessage, 'view'),
  ...variantsOf('change', TableChange, 'view'),
  { is: 'queue digest', schema: QueueDigest, json: jsonSchemaOf(QueueDigest, 'output') },
  { is: 'socket request', schema: SocketRequest, json: jsonSchemaOf(SocketRequest, 'output') },
  { is: 'error', schema: ErrorBody, json: jsonSchemaOf(ErrorBody, 'output') },
  ...variantsOf('acknowledgement', Ack, 'ok'),
];
const each = CASES.map((one) => [one.is, one] as const);

test('all of them are here', () => {
  const of = (kind: string) => CASES.filter(({ is }) => is.startsWith(`${kind} `)).map(({ is }) => is.split(' ')[1]);
  expect(of('view').sort()).toEqual([
    'aide',
    'captions',
    'duty',
    'helper',
    'moderator',
    'programme',
    'screen',
    'ticket',
    'waiting',
  ]);
  expect(of('change').sort()).toEqual(['duty', 'moderator']);
  expect(of('handshake').join('/').split('/').sort()).toEqual(
    ['aide', 'audience', 'check', 'citizen', 'duty', 'helper', 'moderator', 'official'].sort(),
  );
  expect(of('notice').length).toBe(Notice.def.options.length);
  expect(of('acknowledgement')).toHaveLength(2);
});

describe('every message', () => {
  test.each(each)('%s: survives the wire and parsing unchanged', (_is, { schema, json }) => {
    fc.assert(
      fc.property(arbitraryOf(json), (message) => {
        const once = z.parse(schema, message);
        expect(once).toEqual(message);
        // JSON knows no negative zero.
        const sent = JSON.stringify(once);
        expect(JSON.stringify(z.parse(schema, JSON.parse(sent)))).toBe(sent);
      }),
      { numRuns: 40 },
    );
  });

  test.each(each)(
    '[T5] %s: keys that the contract does not know do not pass, at any depth',
    (_is, { schema, json }) => {
      fc.assert(
        fc.property(arbitraryOf(json), (message) => {
          const more = withMore(message, json);
          expect(JSON.stringify(more)).toContain('phoneOfSomebody');
          const parsed = z.parse(schema, more);
          expect(parsed).toEqual(message);
          expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
        }),
        { numRuns: 20 },
      );
    },
  );

  test.each(each)('[T4] %s: what is missing or of another kind is refused, field by field', (_is, { schema, json }) => {
    let tried = 0;
    fc.assert(
      fc.property(arbitraryOf(json), (message) => {
        for (const { path, misfit } of misfitsIn(message, json)) {
          tried += 1;
          expect(z.safeParse(schema, misfit).success, `${path}: ${JSON.stringify(misfit)}`).toBe(false);
        }
      }),
      { numRuns: 10 },
    );
    expect(tried).toBeGreaterThan(0);
  });

  test('[T4] what is no object at all is refused', () => {
    for (const { is, schema } of CASES)
      for (const nothing of [null, undefined, 7, 'text', [], [{}], true])
        expect(z.safeParse(schema, nothing).success, `${is}: ${JSON.stringify(nothing)}`).toBe(false);
  });

  test('[T4] a name that is no variant is refused', () => {
    for (const [schema, by] of [
      [Handshake, 'as'],
      [Notice, 'notice'],
      [ViewMessage, 'view'],
      [TableChange, 'view'],
    ] as const)
      for (const name of ['', 'administrator', '__proto__', 'constructor', null, 7])
        expect(z.safeParse(schema, { [by]: name, sessionId: 's', clientId: 'c', revision: 1 }).success).toBe(false);
  });
});

/** The message with one key more in every object whose fields the schema names. */
function withMore(value: unknown, schema: JsonSchema): unknown {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const own = choices.find((choice) => choice.type === 'object' || choice.type === 'array');
    return own && typeof value === 'object' && value !== null ? withMore(value, own) : value;
  }
  if (Array.isArray(value))
    return value.map((each) => (typeof schema.items === 'object' ? withMore(each, schema.items) : each));
  if (typeof value !== 'object' || value === null || !schema.properties) return value;
  const inner = Object.entries(value).map(([key, one]) => [key, withMore(one, schema.properties?.[key] ?? {})]);
  return { ...Object.fromEntries(inner), phoneOfSomebody: '13800000000' };
}
