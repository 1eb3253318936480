/** The log as a file: its name, and how the browser is handed it. */

/** Names the file after the evening and after what it was filtered by, so that a part is not taken for the whole. */
export function fileNameOf(number: number, filteredBy: readonly string[]): string {
  // What no file system takes in a name, and what would hide or turn its end.
  const named = filteredBy.map((one) => one.replace(/[\p{C}\\/:*?"<>|.]+/gu, ' ').trim()).filter(Boolean);
  return `${[`log-${number}`, ...named].join('_').slice(0, NAME_MOST).trim()}.csv`;
}
const NAME_MOST = 80;

/** Hands the file to the browser. */
export function saveCsv(fileName: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun once this task is over.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
