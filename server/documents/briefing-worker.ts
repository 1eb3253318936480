/** The thread that draws one briefing and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Briefing } from '../../shared/actions/briefing.ts';
import { briefingPdf } from './briefing-pdf.ts';

parentPort?.postMessage(await briefingPdf(workerData as Briefing));
