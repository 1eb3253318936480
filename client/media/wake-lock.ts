/** Keeps the screen on while somebody waits or speaks. Browsers drop the lock when the page is hidden. */

interface Lock {
  release(): Promise<void>;
}

/** Returns how to stop. Does nothing where the browser cannot. */
export function keepAwake(): () => void {
  const api = (navigator as { wakeLock?: { request(kind: 'screen'): Promise<Lock> } }).wakeLock;
  if (!api) return () => undefined;
  let lock: Lock | null = null;
  let stopped = false;
  const take = async () => {
    if (stopped || document.hidden) return;
    try {
      const taken = await api.request('screen');
      if (stopped) await taken.release();
      else lock = taken;
    } catch {
      // A low battery refuses it; the call goes on.
    }
  };
  const onVisible = () => void take();
  document.addEventListener('visibilitychange', onVisible);
  void take();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', onVisible);
    lock?.release().catch(() => undefined);
  };
}
