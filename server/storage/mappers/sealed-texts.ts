/** Texts that people typed among the facts of a state: each is sealed in its place, codes and times stay readable. */
import * as z from 'zod/mini';
import type { FieldCrypto } from '../crypto.ts';

type Facts = Record<string, unknown>;

const Sealed = z.object({ sealed: z.string() });

/** @param place the row, such as `ticket:<id>` */
export function sealTexts(facts: Facts, names: readonly string[], place: string, crypto: FieldCrypto): Facts {
  return withTexts(facts, names, (name, value) =>
    typeof value === 'string' ? { sealed: crypto.seal(`${place}:${name}`, value) } : value,
  );
}

export function openTexts(facts: Facts, names: readonly string[], place: string, crypto: FieldCrypto): Facts {
  return withTexts(facts, names, (name, value) => {
    const found = z.safeParse(Sealed, value);
    return found.success ? crypto.open(`${place}:${name}`, found.data.sealed) : value;
  });
}

function withTexts(facts: Facts, names: readonly string[], change: (name: string, value: unknown) => unknown): Facts {
  const changed = names.filter((name) => name in facts).map((name) => [name, change(name, facts[name])] as const);
  return { ...facts, ...Object.fromEntries(changed) };
}
