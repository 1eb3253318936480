/**
 * Files of a case as they are sent: the content is looked at, never the name or the type that is told. A picture is drawn
 * anew, of staff too, since it may become public; a document is kept as it is and never shown inside a page.
 */
import { createHash } from 'node:crypto';
import { Refusal } from '../../shared/errors.ts';
import { CITIZEN_FILE_MOST_BYTES, FILE_TYPES, type FileKind, STAFF_FILE_MOST_BYTES } from '../../shared/files.ts';
import type { SentFile, SentFiles } from '../services/ports/files.ts';
import type { Pictures } from '../services/ports/pictures.ts';

const DOCUMENTS = (['pdf', 'docx', 'xlsx'] as const satisfies readonly FileKind[]).map(
  (kind) => [FILE_TYPES[kind], kind] as const,
);

export function createSentFiles(pictures: Pictures): SentFiles {
  /** With how many requests wait for it: the same file may be sent twice at once. */
  const taken = new Map<string, { file: SentFile; by: number }>();

  const pictureOf = async (bytes: Buffer): Promise<SentFile> => {
    const upload = await pictures.take(bytes);
    const picture = pictures.of(upload);
    pictures.drop(upload);
    if (!picture) throw new Refusal('NOT_A_PICTURE');
    return { kind: 'picture', body: picture.jpeg };
  };
  return {
    async take(bytes, from) {
      if (bytes.length > (from === 'staff' ? STAFF_FILE_MOST_BYTES : CITIZEN_FILE_MOST_BYTES)) {
        throw new Refusal('FILE_TOO_LARGE');
      }
      const { fileTypeFromBuffer } = await import('file-type');
      const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
      const document = DOCUMENTS.find(([type]) => type === mime)?.[1];
      if (from === 'matter' && document !== 'pdf') throw new Refusal('PDF_UNREADABLE');
      if (from === 'staff' && !document && !mime?.startsWith('image/')) throw new Refusal('NOT_A_FILE');
      const file =
        from !== 'citizen' && document ? { kind: document, body: Buffer.from(bytes) } : await pictureOf(bytes);
      const upload = createHash('sha256').update(bytes).digest('hex');
      taken.set(upload, { file, by: (taken.get(upload)?.by ?? 0) + 1 });
      return upload;
    },
    of: (upload) => taken.get(upload)?.file ?? null,
    drop(upload) {
      const one = taken.get(upload);
      if (one && one.by > 1) one.by -= 1;
      else taken.delete(upload);
    },
  };
}
