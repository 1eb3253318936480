/** The thread that draws one case's sheet and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CaseSheet } from '../../shared/actions/cases.ts';
import { caseSheetPdf } from './case-sheet-pdf.ts';

parentPort?.postMessage(await caseSheetPdf(workerData as CaseSheet));
