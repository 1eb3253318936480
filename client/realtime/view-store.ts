/** The newest view of each name. A message with an older or equal revision is old and changes nothing. */
import type { ViewMessage, ViewName, ViewOf } from '../../shared/views/all.ts';

export class ViewStore {
  readonly #views = new Map<ViewName, ViewMessage>();
  readonly #seen = new Map<ViewName, number>();
  readonly #listeners = new Set<() => void>();

  /** True when it was news. */
  accept(message: ViewMessage): boolean {
    const seen = this.#seen.get(message.view);
    if (seen !== undefined && message.revision <= seen) return false;
    this.#seen.set(message.view, message.revision);
    this.#views.set(message.view, message);
    for (const listener of [...this.#listeners]) listener();
    return true;
  }

  /** A new connection may reach another server with other revisions: data stays on show, the next message wins. */
  forgetRevisions(): void {
    this.#seen.clear();
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
}
