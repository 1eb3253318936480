/**
 * Wordings that come back: of replies to citizens, of the leader's instructions. A placeholder stands for a fact of the
 * case; which there are depends on who will read what is written (T5).
 */
import * as z from 'zod/mini';

export const TEMPLATE_USES = ['reply', 'instruction'] as const;
export const TemplateUse = z.enum(TEMPLATE_USES);
export type TemplateUse = z.infer<typeof TemplateUse>;

/** Characters of a template's title. */
export const TEMPLATE_TITLE = 40;
/** County-wide, and of each unit. */
export const MOST_TEMPLATES = 100;

const OF_EVERY_CASE = ['number', 'subject', 'unit', 'openedOn', 'dueDate', 'today'] as const;
/**
 * A reply may be public, and others whose cases were merged read it too (K6): it has neither the place, which somebody may
 * want hidden, nor a name, nor a telephone number; `alias` is the public name where its person agreed to publication.
 */
export const TEMPLATE_FIELDS = {
  reply: [...OF_EVERY_CASE, 'alias'],
  instruction: [...OF_EVERY_CASE, 'place'],
} as const satisfies Record<TemplateUse, readonly string[]>;
export type TemplateField = (typeof TEMPLATE_FIELDS)[TemplateUse][number];

/** `{name}`; whoever writes Chinese types wide braces. */
const PLACEHOLDER = /[{｛]\s*([^{}｛｝\n]*?)\s*[}｝]/g;
const BRACE = /[{}｛｝]/;

/** What stands in braces and is no placeholder of this use, as it was typed; a brace alone too. Empty: all is well. */
export function unknownIn(text: string, use: TemplateUse): string[] {
  const fields: readonly string[] = TEMPLATE_FIELDS[use];
  const unknown = new Set<string>();
  const rest = text.replace(PLACEHOLDER, (typed, name: string) => {
    if (!fields.includes(name)) unknown.add(typed);
    return '';
  });
  for (const sign of rest) if (BRACE.test(sign)) unknown.add(sign);
  return [...unknown];
}

export interface Filled {
  readonly text: string;
  /** What the case does not have: it stays as it is, for whoever writes. */
  readonly missing: readonly string[];
}

export function fillTemplate(text: string, values: Readonly<Partial<Record<TemplateField, string>>>): Filled {
  const known = new Map<string, string>(Object.entries(values));
  const missing = new Set<string>();
  const filled = text.replace(PLACEHOLDER, (_typed, name: string) => {
    const value = known.get(name);
    if (value) return value;
    missing.add(name);
    return `{${name}}`;
  });
  return { text: filled, missing: [...missing] };
}

/** Placeholders that nobody filled: such a text is not ready to be sent. */
export const leftIn = (text: string, use: TemplateUse): string[] => {
  const fields: readonly string[] = TEMPLATE_FIELDS[use];
  return [
    ...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, name = '']) => (fields.includes(name) ? [name] : []))),
  ];
};
