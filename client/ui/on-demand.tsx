/**
 * A component whose code is fetched when it is first shown, and drawn as soon as it is there. React's `lazy` under a
 * `Suspense` would hold it back until the fallback had been seen for 300 ms: for a picture that is a long time.
 */
import { type ComponentType, useEffect, useState } from 'react';
import { fetchAgain } from './fetch-again.ts';

export interface OnDemandModule<Props extends object> {
  readonly default: ComponentType<Props>;
  /** Begins what can begin before the first drawing; resolves when there is something to draw. */
  readonly prepare?: (props: Props) => Promise<unknown>;
}
export type OnDemand<Props extends object> = ComponentType<Props> & {
  /** Fetches the code ahead; rejects when it cannot be had. */
  readonly load: () => Promise<OnDemandModule<Props>>;
};

/**
 * Code that cannot be had is tried for again and again: a part of a page, which may be in the middle of a call, must not
 * take the page down with it. `throw`: a whole page's is thrown while drawing, for the error boundary above.
 */
export function onDemand<Props extends object>(
  fetch: () => Promise<OnDemandModule<Props>>,
  Fallback: ComponentType,
  onFailure: 'again' | 'throw' = 'again',
): OnDemand<Props> {
  let Loaded: ComponentType<Props> | null = null;
  let loading: Promise<OnDemandModule<Props>> | null = null;
  const load = () => {
    loading ??= fetch().then(
      (module) => {
        Loaded = module.default;
        return module;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  function Shown(props: Props) {
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    const [, drawAgain] = useState(false);
    const isShown = Loaded !== null;
    // By what was drawn: the code may come between the drawing and this.
    useEffect(() => {
      if (isShown) return;
      if (onFailure === 'again') return fetchAgain(load, () => drawAgain(true));
      load().then(
        () => drawAgain(true),
        (error: unknown) => setFailure({ error }),
      );
    }, [isShown]);
    if (failure) throw failure.error;
    return Loaded ? <Loaded {...props} /> : <Fallback />;
  }
  return Object.assign(Shown, { load });
}
