/** Colleagues who are named in a note of a case (@), each told in their own home. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';

export const MOST_MENTIONS = 10;

export const listCaseReaders = defineAction({
  name: 'case.readers',
  says: 'Staff of the county who may read this case, whom a note can name.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/readers' },
  input: z.object({ caseId: Id }),
  result: z.object({
    people: z.array(z.object({ personId: Id, name: z.string(), unitName: z.nullable(z.string()) })),
  }),
});

export const listMentions = defineAction({
  name: 'mentions.list',
  says: 'Notes that name whoever asks and that they have not opened, the newest first; of cases that they may read now.',
  kind: 'query',
  http: { method: 'GET', path: '/api/mentions' },
  input: z.object({}),
  result: z.object({
    mentions: z.array(
      z.object({ id: Id, caseId: Id, number: z.string(), subject: z.string(), byName: z.string(), at: EpochMs }),
    ),
  }),
});

export const readMentions = defineAction({
  name: 'mentions.read',
  says: 'Whoever asks has opened the case: its notes that name them are read.',
  http: { method: 'POST', path: '/api/mentions/read' },
  input: z.object({ caseId: Id }),
  result: z.object({}),
});
