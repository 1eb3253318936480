/** Snapshots for whoever connects or missed a revision. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { ViewMessage } from '../views/all.ts';

export const snapshot = defineAction({
  name: 'session.snapshot',
  says: 'All views of this connection as they are now.',
  kind: 'query',
  input: z.object({}),
  result: z.object({ views: z.array(ViewMessage) }),
});
