/** Inputs that must be refused, made from inputs that fit. */
import fc from 'fast-check';
import type { ActionDefinition } from '../../shared/action.ts';
import { inputOf, type JsonSchema, jsonSchemaOf, textLimits, withValue } from './examples.ts';

export const NO_SUCH_ID = 'nobody-has-this-id';

/** Texts that no field takes: control characters, line separators, halves of a surrogate pair. */
const BAD_TEXTS = ['\u0000', 'a\u0000b', '\u0007', '\u2028', '\ud800', 'x\udc00y', '   ', ''];

const wrongFor = (schema: JsonSchema): unknown[] => {
  const types = [schema.type, ...(schema.anyOf ?? []).map((each) => each.type)].flat();
  const values: [string, unknown][] = [
    ['number', 7],
    ['boolean', true],
    ['array', ['x']],
    ['object', { toString: 'x', length: 1 }],
    ['string', 'no such value 无'],
  ];
  const wrong = values.filter(([type]) => !types.includes(type)).map(([, value]) => value);
  const number = types.includes('number') || types.includes('integer');
  const fits = number ? wrong.filter((value) => typeof value !== 'number') : wrong;
  if (schema.enum || (schema.pattern && !schema.pattern.includes('\\p{')))
    fits.push('no such value 无', 'a'.repeat(200), "' or 1=1 --", '../../etc/passwd');
  return types.includes('null') ? fits : [...fits, null];
};

/** An input that does not fit the schema in one place. `known` puts ids of real records everywhere else. */
export function misfitOf(
  action: ActionDefinition,
  known: (input: Record<string, unknown>) => Record<string, unknown>,
): fc.Arbitrary<unknown> {
  const schema = jsonSchemaOf(action.input, 'input');
  const fields = Object.entries(schema.properties ?? {});
  const noObject = fc.constantFrom<unknown>([], [{}], 'text', 42, true);
  if (fields.length === 0) return noObject;
  const required = new Set(schema.required ?? []);
  const long = textLimits(schema).map(({ path, max }) => ({ path, value: '长'.repeat(max + 1) }));
  const text = textLimits(schema)
    .filter(
      ({ path }) =>
        !['password', 'transportId', 'producerId', 'consumerId', 'more', 'note', 'phone'].includes(path.at(-1) ?? ''),
    )
    .flatMap(({ path }) => BAD_TEXTS.map((value) => ({ path, value })));
  const typed = fields.flatMap(([key, field]) =>
    wrongFor(field).map((value) => ({ path: [key], value: value as unknown })),
  );
  const missing = fields
    .filter(([key]) => required.has(key))
    .map(([key]) => ({ path: [key], value: undefined as unknown }));
  return fc.oneof(
    noObject,
    fc
      .tuple(inputOf(action), fc.constantFrom(...long, ...text, ...typed, ...missing))
      .map(([input, { path, value }]) => withValue({ ...polluted(input), ...known(input) }, path, value)),
  );
}

/** Keys that reach for what every object has. */
export const polluted = (input: Record<string, unknown>): Record<string, unknown> => ({
  ...input,
  ...JSON.parse(
    '{"__proto__": {"kind": "system", "roles": ["administrator"]}, "constructor": {"prototype": {"ok": true}}, "hasOwnProperty": 1}',
  ),
});
