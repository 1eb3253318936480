/** What somebody adds to their matter while they wait and on the call: a line, photos, and PDF files. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { FILE_NAME } from '../files.ts';
import { EpochMs, Id } from '../ids.ts';
import { LIMITS, Line } from '../text.ts';

/** One line, or nothing. */
const Text = z.string().check(z.trim(), z.maxLength(LIMITS.message), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u));

export const showAdditions = defineAction({
  name: 'additions.show',
  says: 'What somebody added to their matter: for themselves, the moderators, and the seat that has the ticket.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/additions' },
  socket: true,
  input: z.object({ ticketId: Id }),
  result: z.object({
    /** Empty: none. */
    text: z.string(),
    /** Oldest first. */
    photos: z.array(z.object({ photoId: Id, width: z.int(), height: z.int(), at: EpochMs })),
    /** PDF files, likewise. */
    documents: z.array(z.object({ documentId: Id, name: z.string(), at: EpochMs })),
  }),
});

export const showPhoto = defineAction({
  name: 'photo.show',
  says: 'One photo of a ticket, for the same people as `additions.show`.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/photos/{photoId}' },
  socket: true,
  input: z.object({ ticketId: Id, photoId: Id }),
  result: z.object({ jpegBase64: z.string() }),
});

export const writeAddition = defineAction({
  name: 'addition.write',
  says: 'Adds a line to the matter, in place of an earlier one; an empty one takes it away.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/addition' },
  socket: true,
  input: z.object({ ticketId: Id, text: Text }),
  result: z.object({}),
});

export const addPhoto = defineAction({
  name: 'photo.add',
  says: 'Adds a photo. The body is the picture itself (JPEG, PNG, WebP or AVIF, at most 8 MB), not JSON; it is made anew in at most 1600 px a side, without whatever it tells of place and camera.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/photos' },
  socket: true,
  input: z.object({
    ticketId: Id,
    /** SHA-256 of the file, in hex; the server puts it there. */
    upload: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  result: z.object({ photoId: Id }),
});

export const removePhoto = defineAction({
  name: 'photo.remove',
  says: 'Takes an own photo away for good.',
  http: { method: 'DELETE', path: '/api/tickets/{ticketId}/photos/{photoId}' },
  socket: true,
  input: z.object({ ticketId: Id, photoId: Id }),
  result: z.object({}),
});

export const showDocument = defineAction({
  name: 'document.show',
  says: 'One PDF file of a ticket, for the same people as `additions.show`.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/documents/{documentId}' },
  socket: true,
  input: z.object({ ticketId: Id, documentId: Id }),
  result: z.object({ name: z.string(), pdfBase64: z.string() }),
});

export const addDocument = defineAction({
  name: 'document.add',
  says: 'Adds a PDF file. The body is the file itself (at most 5 MB), not JSON; `name` stands in the query. It is judged by its content and kept as it is.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/documents' },
  input: z.object({
    ticketId: Id,
    name: Line(FILE_NAME),
    /** SHA-256 of the file, in hex; the server puts it there. */
    upload: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  result: z.object({ documentId: Id }),
});

export const removeDocument = defineAction({
  name: 'document.remove',
  says: 'Takes an own PDF file away for good.',
  http: { method: 'DELETE', path: '/api/tickets/{ticketId}/documents/{documentId}' },
  input: z.object({ ticketId: Id, documentId: Id }),
  result: z.object({}),
});
