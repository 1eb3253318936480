/** Files of a case: pictures of its person, and what staff put beside a reply. Sent and fetched as they are, not as JSON. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { FILE_NAME, FileKind } from '../files.ts';
import { EpochMs, Id } from '../ids.ts';
import { Line } from '../text.ts';

export const CaseFile = z.object({
  id: Id,
  /** Of which reply; `null`: of the case. */
  replyId: z.nullable(Id),
  /** The work on the spot that it was taken at; `null` everywhere else, and for its citizen. */
  visitId: z.nullable(Id),
  byCitizen: z.boolean(),
  /** May be shown with what is made public of the case; otherwise staff and its person alone see it. */
  isPublic: z.boolean(),
  name: z.string(),
  kind: FileKind,
  /** Bytes. */
  size: z.int(),
  at: EpochMs,
});
export type CaseFile = z.infer<typeof CaseFile>;

/** Oldest first. */
const Files = z.object({ files: z.array(CaseFile) });
const Body = z.object({ name: z.string(), kind: FileKind, bodyBase64: z.string() });
const One = z.object({ caseId: Id, fileId: Id });
/** `upload` is the SHA-256 of the file, in hex; the server puts it there. */
const Added = z.object({
  caseId: Id,
  name: Line(FILE_NAME),
  isPublic: z.boolean(),
  upload: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

export const listCaseFiles = defineAction({
  name: 'case.files',
  says: 'Files of a case, for whoever reads it at a desk.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/files' },
  input: z.object({ caseId: Id }),
  result: Files,
});

export const openCaseFile = defineAction({
  name: 'case.file',
  says: 'One file of a case at a desk; `/content` behind its path sends the file itself.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/files/{fileId}' },
  input: One,
  result: Body,
});

export const addCaseFile = defineAction({
  name: 'case.addFile',
  says: 'Adds a file to a case that is being handled, for its reply or its record. The body is the file itself (a picture, PDF, docx or xlsx, at most 10 MB), `name`, `public` and `visit` (0 or 1) stand in the query; a picture is drawn anew without place and camera. One for a visit is nobody’s to see before the visit is written down, and goes after seven days without.',
  http: { method: 'POST', path: '/api/cases/{caseId}/files' },
  input: z.extend(Added, { forVisit: z._default(z.boolean(), false) }),
  result: z.object({ fileId: Id }),
});

export const addCallFile = defineAction({
  name: 'call.addFile',
  says: 'Adds a file to a case of a running call, by moderator, aide or the officer whose room it is or who was called to its stage (C13). The body is the file itself (a picture, PDF, docx or xlsx, at most 10 MB), `name` stands in the query; a picture is drawn anew without place and camera.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/calls/{callId}/cases/{caseId}/files' },
  socket: true,
  input: z.object({
    sessionId: Id,
    callId: Id,
    caseId: Id,
    name: Line(FILE_NAME),
    upload: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  result: z.object({ fileId: Id }),
});

export const removeCaseFile = defineAction({
  name: 'case.removeFile',
  says: 'Takes a file of staff away for good, unless it is of a reply that was given, or was taken on the spot.',
  http: { method: 'DELETE', path: '/api/cases/{caseId}/files/{fileId}' },
  input: One,
  result: z.object({}),
});

export const listMyFiles = defineAction({
  name: 'my.files',
  says: 'Files of an own case: what its person added, and what belongs to the answer.',
  kind: 'query',
  http: { method: 'GET', path: '/api/my/cases/{caseId}/files' },
  input: z.object({ caseId: Id }),
  result: Files,
});

export const openMyFile = defineAction({
  name: 'my.file',
  says: 'One of the files of `my.files`; `/content` behind its path sends the file itself.',
  kind: 'query',
  http: { method: 'GET', path: '/api/my/cases/{caseId}/files/{fileId}' },
  input: One,
  result: Body,
});

export const addMyFile = defineAction({
  name: 'my.addFile',
  says: 'Adds a picture to an own case that is not over, five at most. The body is the picture itself (at most 5 MB), `name` and `public` (0 or 1) stand in the query; it is drawn anew without place and camera.',
  http: { method: 'POST', path: '/api/my/cases/{caseId}/files' },
  input: Added,
  result: z.object({ fileId: Id }),
});
