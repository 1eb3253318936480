import { FILE_TYPES } from '../../../shared/files.ts';

export function pdfOf(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: FILE_TYPES.pdf });
}
