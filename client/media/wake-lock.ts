/** Keeps the screen on while somebody waits or speaks. Browsers drop the lock when the page is hidden. */
import { onShown } from './on-shown.ts';

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
  const stopWatching = onShown(() => void take());
  void take();
  return () => {
    stopped = true;
    stopWatching();
    lock?.release().catch(() => undefined);
  };
}
