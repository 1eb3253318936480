/** Files of a case, as both sides count them: pictures that its person adds, and what staff put beside a reply. */
import * as z from 'zod/mini';

/** What one person adds to one case. */
export const CITIZEN_FILES_MOST = 5;
export const CITIZEN_FILE_MOST_BYTES = 5 * 1024 * 1024;
/** PDF files that somebody adds to a matter of tonight. */
export const DOCUMENTS_MOST = 2;
/** What staff put beside one case, of all its replies, and what is of no visit. */
export const STAFF_FILES_MOST = 20;
/** Of one visit; they are counted for themselves, and at most so many of one case. */
export const VISIT_PHOTOS_MOST = 9;
export const CASE_VISIT_PHOTOS_MOST = 60;
export const STAFF_FILE_MOST_BYTES = 10 * 1024 * 1024;
/** Characters of a file's name. */
export const FILE_NAME = 100;

/** What a file is, by its content. A picture is kept as JPEG, drawn anew; the others as they are. */
export const FILE_KINDS = ['picture', 'pdf', 'docx', 'xlsx'] as const;
export const FileKind = z.enum(FILE_KINDS);
export type FileKind = z.infer<typeof FileKind>;

export const FILE_TYPES: Readonly<Record<FileKind, string>> = {
  picture: 'image/jpeg',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
