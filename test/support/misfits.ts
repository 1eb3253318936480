/** Every way in which one field of a message can be wrong: left out, or of a kind that its schema does not name. */
import type { JsonSchema } from './examples.ts';

export interface Misfit {
  readonly path: string;
  readonly misfit: unknown;
}

export function misfitsIn(value: unknown, schema: JsonSchema, path = ''): Misfit[] {
  const own = kindsOf(schema).length === 0 ? [] : [{ path: path || 'all', misfit: wrongFor(schema) }];
  return [...own, ...insideOf(value, schema, path)];
}

function insideOf(value: unknown, schema: JsonSchema, path: string): Misfit[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const fits = choices.find((choice) => choice.type === (Array.isArray(value) ? 'array' : 'object'));
    return fits && typeof value === 'object' && value !== null ? insideOf(value, fits, path) : [];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (typeof items !== 'object') return [];
    return value.flatMap((each, at) =>
      misfitsIn(each, items, `${path}[${at}]`).map((one) => ({
        ...one,
        misfit: value.with(at, one.misfit),
      })),
    );
  }
  if (typeof value !== 'object' || value === null || !schema.properties) return [];
  return Object.entries(schema.properties).flatMap(([key, field]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const { [key]: inner, ...rest } = value as Record<string, unknown>;
    // What may be anything may be nothing, too.
    const missing =
      schema.required?.includes(key) && kindsOf(field).length > 0 ? [{ path: `no ${at}`, misfit: rest }] : [];
    if (inner === undefined) return missing;
    return [
      ...missing,
      ...misfitsIn(inner, field, at).map((one) => ({ ...one, misfit: { ...rest, [key]: one.misfit } })),
    ];
  });
}

/** The JSON kinds that a schema takes; none: anything. */
function kindsOf(schema: JsonSchema): string[] {
  if ('const' in schema) return [schema.const === null ? 'null' : typeof schema.const];
  if (schema.enum) return [...new Set(schema.enum.map((each) => (each === null ? 'null' : typeof each)))];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap(kindsOf);
  return (schema.type === undefined ? [] : [schema.type].flat()).map((kind) => (kind === 'integer' ? 'number' : kind));
}

function wrongFor(schema: JsonSchema): unknown {
  const kinds = kindsOf(schema);
  if (!kinds.includes('boolean')) return true;
  return kinds.includes('number') ? 'no number' : 7;
}
