import type { FileKind } from '../../../shared/files.ts';

/** Files that were sent and judged by their content, until their command has kept them. */
export interface SentFile {
  readonly kind: FileKind;
  readonly body: Buffer;
}

export interface SentFiles {
  /**
   * Judges what was sent; a picture is drawn anew. Answers the SHA-256 of the file, by which `of` finds it until `drop`.
   * Throws `NOT_A_PICTURE` where pictures alone are taken, `PDF_UNREADABLE` where PDF alone is (of a `matter`), `NOT_A_FILE`, `FILE_TOO_LARGE` and `PHOTO_TOO_LARGE`.
   */
  take(file: Buffer, from: 'citizen' | 'staff' | 'matter'): Promise<string>;
  of(upload: string): SentFile | null;
  drop(upload: string): void;
}
