/** What desks are told of their tables besides whole views; it is no part of the citizens' pages. */
import type { ViewMessage } from '../../shared/views/all.ts';
import { changed, TableChange } from '../../shared/views/table-change.ts';

export interface Tables {
  readonly schema: typeof TableChange;
  /** The view after a change; `null`: it is not made for this one. */
  readonly changed: (before: ViewMessage | undefined, change: TableChange) => ViewMessage | null;
}

export const TABLES: Tables = { schema: TableChange, changed };
