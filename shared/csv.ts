/** A file that spreadsheets open as it is: UTF-8 with a byte-order mark, every cell quoted, no cell that they would reckon. */

const BOM = '\uFEFF';
/** What begins a formula, in either width; and what hides the beginning from whoever looks for it. */
const FORMULA = /^[\s\u00A0\u200B\uFEFF"']*[=+\-@＝＋－＠|%]/;

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  BOM + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(text: string): string {
  const plain = text.replace(/\0/g, '');
  const safe = FORMULA.test(plain) || /^[\t\r\n]/.test(plain) ? `'${plain}` : plain;
  return `"${safe.replaceAll('"', '""')}"`;
}
