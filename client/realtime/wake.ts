/**
 * A page that was asleep and is awake: shown again, unfrozen, taken out of the browser's memory of pages, on another
 * network, or a machine whose lid was closed, which browsers tell nobody about.
 */

const TICK_MS = 2000;
/**
 * A tick so late means that nothing ran meanwhile, or that the clock was set, which is as good a reason to ask anew. Hidden
 * pages tick once a minute and are told by their showing.
 */
const GAP_MS = 8000;
/** Waking comes as several events at once. */
const ONE_WAKING_MS = 300;

/** Calls back once per waking, never while the page is hidden. Returns how to stop. */
export function onWake(listener: () => void): () => void {
  let tickedAt = Date.now();
  let toldAt = Number.NEGATIVE_INFINITY;
  const wake = () => {
    tickedAt = Date.now();
    if (document.hidden || performance.now() - toldAt < ONE_WAKING_MS) return;
    toldAt = performance.now();
    listener();
  };
  const timer = setInterval(() => {
    const late = Math.abs(Date.now() - tickedAt) > GAP_MS;
    tickedAt = Date.now();
    if (late) wake();
  }, TICK_MS);
  const events = [
    [document, 'visibilitychange'],
    [document, 'resume'],
    [window, 'pageshow'],
    [window, 'online'],
  ] as const;
  for (const [target, event] of events) target.addEventListener(event, wake);
  const network = (navigator as Navigator & { connection?: EventTarget & { type?: string } }).connection;
  let type = network?.type;
  // It changes with every new estimate of the bandwidth too.
  const onNetwork = () => {
    if (network?.type !== type) wake();
    type = network?.type;
  };
  network?.addEventListener?.('change', onNetwork);
  return () => {
    clearInterval(timer);
    network?.removeEventListener?.('change', onNetwork);
    for (const [target, event] of events) target.removeEventListener(event, wake);
  };
}
