/** Documents are drawn in a thread of their own, so that nobody's call waits for it. */
import { Worker } from 'node:worker_threads';
import type { Briefing } from '../../shared/actions/briefing.ts';
import type { CaseSheet } from '../../shared/actions/cases.ts';
import type { Ledger } from '../../shared/actions/ledger.ts';
import type { PublicMinutes } from '../../shared/actions/minutes.ts';

export const renderBriefing = (briefing: Briefing): Promise<Buffer> =>
  drawnBy(new Worker(new URL('./briefing-worker.ts', import.meta.url), { workerData: briefing }));

export const renderCaseSheet = (sheet: CaseSheet): Promise<Buffer> =>
  drawnBy(new Worker(new URL('./case-sheet-worker.ts', import.meta.url), { workerData: sheet }));

export const renderMinutes = (minutes: PublicMinutes): Promise<Buffer> =>
  drawnBy(new Worker(new URL('./minutes-worker.ts', import.meta.url), { workerData: minutes }));

export const renderLedger = (ledger: Ledger): Promise<Buffer> =>
  drawnBy(new Worker(new URL('./ledger-worker.ts', import.meta.url), { workerData: ledger }));

/** Rejects with what went wrong in the thread. */
function drawnBy(worker: Worker): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    worker.once('message', (pdf: Uint8Array) => resolve(Buffer.from(pdf)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that draws a document ended without one')));
  });
}
