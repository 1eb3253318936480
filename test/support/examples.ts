/** Arbitrary values that fit an action's schema, made from the JSON schema that the schema itself gives. */
import fc from 'fast-check';
import * as z from 'zod/mini';
import type { ActionDefinition } from '../../shared/action.ts';

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

export const jsonSchemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): JsonSchema =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as JsonSchema;

/** What people type here: Chinese, Latin, digits, signs, an emoji; no blanks, which are trimmed at the ends. */
const SIGNS = [...'群众直通车镇村路灯补贴三叔公AbcXyz0189，。（）-·“”', '𠮷', '🙂', 'é'];
const ASCII = [...'ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789_-'];

/** As it comes through JSON, which knows no negative zero. */
const anyJson = fc.jsonValue({ maxDepth: 1 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

/** Fields whose schema says less than it checks, because it transforms first. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  phone: fc.stringMatching(/^1[3-9]\d{9}$/),
  address: fc.stringMatching(/^[a-z][a-z0-9]{0,20}@[a-z]{2,20}\.cn$/),
};

export function arbitraryOf(schema: JsonSchema, name = ''): fc.Arbitrary<unknown> {
  const known = BY_NAME[name];
  if (known && schema.type === 'string') return known;
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => arbitraryOf(each, name)));
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => arbitraryOf({ ...schema, type }, name)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((each) => arbitraryOf(each)));
      return fc.array(arbitraryOf(typeof schema.items === 'object' ? schema.items : {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)),
      });
    case 'string':
      return stringOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? 0, -1e9), max: Math.min(schema.maximum ?? 1e9, 1e9) });
    case 'number':
      // Nor a negative zero here.
      return fc
        .double({ noNaN: true, noDefaultInfinity: true, min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 })
        .map((value) => value + 0);
    case 'null':
      return fc.constant(null);
    default:
      return anyJson;
  }
}

/** Every field that is required, and any of the others. */
function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (!schema.properties) return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), anyJson, { maxKeys: 4 });
  const model = Object.fromEntries(
    Object.entries(schema.properties).map(([key, value]) => [key, arbitraryOf(value, key)]),
  );
  return fc.record(model, { requiredKeys: [...(schema.required ?? [])] });
}

function stringOf({ pattern, minLength = 0, maxLength = 64 }: JsonSchema): fc.Arbitrary<unknown> {
  // Patterns by Unicode property are those of typed text.
  if (pattern && !pattern.includes('\\p{')) return fc.stringMatching(new RegExp(pattern, 'u'));
  const most = Math.max(minLength, Math.min(maxLength, 200));
  const unit = pattern ? fc.constantFrom(...SIGNS) : fc.constantFrom(...ASCII);
  return fc
    .array(unit, { minLength: minLength > 0 ? 1 : 0, maxLength: most })
    .map((units) => units.join('').slice(0, most))
    .map((text) => (text.isWellFormed() ? text : text.slice(0, -1)))
    .filter((text) => text.length >= minLength);
}

export const inputOf = (action: ActionDefinition): fc.Arbitrary<Record<string, unknown>> =>
  arbitraryOf(jsonSchemaOf(action.input, 'input')) as fc.Arbitrary<Record<string, unknown>>;
export const resultOf = (action: ActionDefinition): fc.Arbitrary<Record<string, unknown>> =>
  arbitraryOf(jsonSchemaOf(action.result, 'output')) as fc.Arbitrary<Record<string, unknown>>;

/** Where texts of a limited length stand in a schema: path and limit. */
export function textLimits(
  schema: JsonSchema,
  path: readonly string[] = [],
): { path: readonly string[]; max: number }[] {
  if (schema.type === 'string' && schema.maxLength !== undefined && schema.pattern === undefined)
    return [{ path, max: schema.maxLength }];
  const inside = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((each) => textLimits(each, path));
  const fields = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => textLimits(value, [...path, key]));
  return [...inside, ...fields];
}

/** A copy with one value put at a path. */
export function withValue(
  input: Record<string, unknown>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const inner = rest.length === 0 ? value : withValue((input[key] ?? {}) as Record<string, unknown>, rest, value);
  return { ...input, [key]: inner };
}
