/** The newest view of each name. A message with an older or equal revision is old and changes nothing. */
import type { ViewMessage, ViewName, ViewOf } from '../../shared/views/all.ts';
import type { TableChange } from '../../shared/views/table-change.ts';
import type { Tables } from './tables.ts';

/** Of changes whose view has not come yet: more of them than come while one is on its way. */
const MOST_AHEAD = 40;

export class ViewStore {
  readonly #tables: Tables | null;
  readonly #views = new Map<ViewName, ViewMessage>();
  readonly #seen = new Map<ViewName, number>();
  readonly #listeners = new Set<() => void>();
  /** What they change is on its way, or was lost. */
  #ahead: TableChange[] = [];

  constructor(tables: Tables | null = null) {
    this.#tables = tables;
  }

  /** True when it was news. */
  accept(message: ViewMessage): boolean {
    const seen = this.#seen.get(message.view);
    if (seen !== undefined && message.revision <= seen) return false;
    const newest = this.#withWhatIsAhead(message);
    this.#seen.set(newest.view, newest.revision);
    this.#views.set(newest.view, newest);
    for (const listener of [...this.#listeners]) listener();
    return true;
  }

  /** False where the view that it changes is not here: it is to be asked for, and the change is kept until then. */
  acceptChange(change: TableChange): boolean {
    const seen = this.#seen.get(change.view);
    if (seen !== undefined && change.revision <= seen) return true;
    const message = seen === change.base && this.#tables?.changed(this.#views.get(change.view), change);
    if (message) return this.accept(message);
    this.#ahead = [...this.#ahead, change].slice(-MOST_AHEAD);
    return false;
  }

  /** A new connection may reach another server with other revisions: data stays on show, the next message wins. */
  forgetRevisions(): void {
    this.#seen.clear();
    this.#ahead = [];
  }

  get<Name extends ViewName>(name: Name): ViewOf<Name> | undefined {
    return this.#views.get(name)?.data as ViewOf<Name> | undefined;
  }

  /** Resolves with the first views that come. */
  untilAny(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#views.size > 0) return resolve();
      const off = this.subscribe(() => {
        off();
        resolve();
      });
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #withWhatIsAhead(message: ViewMessage): ViewMessage {
    let newest = message;
    for (const change of this.#ahead) newest = this.#tables?.changed(newest, change) ?? newest;
    this.#ahead = this.#ahead.filter(({ view, revision }) => view !== newest.view || revision > newest.revision);
    return newest;
  }
}
