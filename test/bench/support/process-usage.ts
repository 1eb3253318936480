/** What this process uses, all its threads together. Two questions, since a collection before the one is work in the other. */
export interface Memory {
  readonly rssKb: number;
  readonly heapKb: number;
  readonly externalKb: number;
}

export function cpuMsNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** After a collection; the process was started with `--expose-gc`. */
export function memoryNow(): Memory {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const kb = (bytes: number) => Math.round(bytes / 1024);
  return { rssKb: kb(rss), heapKb: kb(heapUsed), externalKb: kb(external) };
}
