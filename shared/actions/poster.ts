/** The sheet that is put up for an evening; apart from `public.ts`, so that no phone loads it. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { SessionCard } from './public.ts';

export const showPoster = defineAction({
  name: 'poster.show',
  says: 'What is printed of an evening, with the link that people type.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/poster' },
  input: z.object({ sessionId: Id }),
  result: z.object({
    countyName: z.string(),
    session: z.pick(SessionCard, {
      number: true,
      title: true,
      topic: true,
      startsAt: true,
      endsAt: true,
      zone: true,
      state: true,
      public: true,
      officials: true,
    }),
    /** Whole, with the site's own name; `null`: this evening has none. */
    shortLink: z.nullable(z.string()),
  }),
});
