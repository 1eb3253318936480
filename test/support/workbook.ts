/** Reads a workbook (ECMA-376) as somebody would who opens it: its sheets by name, each cell as the text that it shows. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plain = (xml: string) =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex || decimal) return String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex ? 16 : 10));
    return ENTITIES[name ?? ''] ?? whole;
  });
const textsIn = (xml: string) => [...xml.matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/g)].map(([, text = '']) => text).join('');

export function sheetsOf(workbook: Buffer): { sheets: Map<string, string[][]>; hasFormula: boolean } {
  const folder = mkdtempSync(path.join(tmpdir(), 'directline-workbook-'));
  const file = path.join(folder, 'ledger.xlsx');
  writeFileSync(file, workbook);
  // Throws where the file is not whole.
  const part = (name: string) => execFileSync('unzip', ['-p', file, name], { encoding: 'utf8' });
  const names = execFileSync('unzip', ['-Z1', file], { encoding: 'utf8' }).split('\n');
  const shared = names.includes('xl/sharedStrings.xml')
    ? [...part('xl/sharedStrings.xml').matchAll(/<si>([\s\S]*?)<\/si>/g)].map(([, one = '']) => plain(textsIn(one)))
    : [];
  const titles = [...part('xl/workbook.xml').matchAll(/<sheet\b[^>]*\bname="([^"]*)"/g)].map(([, name = '']) =>
    plain(name),
  );
  let hasFormula = false;
  const sheets = new Map(
    titles.map((title, index) => {
      const xml = part(`xl/worksheets/sheet${index + 1}.xml`);
      hasFormula ||= /<f[ >]/.test(xml);
      const rows = [...xml.matchAll(/<row\b[^>]*>([\s\S]*?)<\/row>/g)].map(([, row = '']) =>
        [...row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, kind = '', cell = '']) => {
          const value = /<v>([\s\S]*?)<\/v>/.exec(cell)?.[1] ?? '';
          if (kind.includes('t="s"')) return shared[Number(value)] ?? '';
          return kind.includes('t="inlineStr"') ? plain(textsIn(cell)) : plain(value);
        }),
      );
      return [title, rows];
    }),
  );
  rmSync(folder, { recursive: true });
  return { sheets, hasFormula };
}
