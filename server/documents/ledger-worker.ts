/** The thread that writes one ledger and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Ledger } from '../../shared/actions/ledger.ts';
import { ledgerXlsx } from './ledger-xlsx.ts';

parentPort?.postMessage(await ledgerXlsx(workerData as Ledger));
