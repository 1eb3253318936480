/** Documents are drawn in a thread of their own, so that nobody's call waits for it. */
import { Worker } from 'node:worker_threads';
import type { Briefing } from '../../shared/actions/briefing.ts';

/** Rejects with what went wrong in the thread. */
export function renderBriefing(briefing: Briefing): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./briefing-worker.ts', import.meta.url), { workerData: briefing });
    worker.once('message', (pdf: Uint8Array) => resolve(Buffer.from(pdf)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that draws a briefing ended without one')));
  });
}
