/** Finds a text by its dotted name and puts values into it: all that the language files ask for (docs/decisions/0018). */
export type Texts = { readonly [key: string]: string | Texts };
export type Values = Readonly<Record<string, string | number>>;

/** The text of the first file that has one. With a count, its plural form (`name_one`, `name_other`) goes first. */
export function findText(files: readonly Texts[], key: string, form?: Intl.LDMLPluralRule): string | undefined {
  for (const texts of files) {
    const found = (form && textAt(texts, `${key}_${form}`)) ?? textAt(texts, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function textAt(texts: Texts, key: string): string | undefined {
  let node: string | Texts | undefined = texts;
  for (const name of key.split('.')) node = typeof node === 'object' ? node[name] : undefined;
  return typeof node === 'string' ? node : undefined;
}

/** `{{name}}` becomes its value, nothing where there is none. What a value says is left as it is. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => String(values[name] ?? ''));
