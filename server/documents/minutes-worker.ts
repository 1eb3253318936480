/** The thread that draws the minutes of one evening and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PublicMinutes } from '../../shared/actions/minutes.ts';
import { minutesPdf } from './minutes-pdf.ts';

parentPort?.postMessage(await minutesPdf(workerData as PublicMinutes));
