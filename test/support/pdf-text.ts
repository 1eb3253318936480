/** Reads out of a document what somebody would read in it. */

/** The text of every page, of a file that was not compressed, by the map of each embedded font from its glyphs back to characters. */
export function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const objects = new Map([...raw.matchAll(/\n(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, id, body]) => [id, body ?? '']));
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = '', id = ''] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = objects.get(/\/ToUnicode (\d+)/.exec(objects.get(id) ?? '')?.[1] ?? '') ?? '';
    const glyphs = new Map<string, string>();
    for (const [, from = '0', list = ''] of map.matchAll(/<(\w+)> <\w+> \[(.*?)\]/gs)) {
      [...list.matchAll(/<([\w ]*)>/g)].forEach(([, hex = ''], index) => {
        const glyph = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
        glyphs.set(glyph, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
      });
    }
    fonts.set(name, glyphs);
  }
  let font = new Map<string, string>();
  let text = '';
  for (const [, name, shown = ''] of raw.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (name) font = fonts.get(name) ?? font;
    for (const [, hex = ''] of shown.matchAll(/<(\w+)>/g))
      for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(glyph) ?? '?';
    if (!name) text += '\n';
  }
  return text;
}
