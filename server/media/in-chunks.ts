import { setImmediate as nextTick } from 'node:timers/promises';

const PER_TICK = 100;

/** Yields between chunks: a thousand requests in one go would hold up signalling. */
export async function inChunks<T>(items: readonly T[], each: (item: T) => void): Promise<void> {
  for (let start = 0; start < items.length; start += PER_TICK) {
    if (start > 0) await nextTick();
    for (const item of items.slice(start, start + PER_TICK)) each(item);
  }
}
