import { spawnSync } from 'node:child_process';

/** The worker's answer to a start without a parent: it looks for its environment first and leaves with this code. */
const noParentExitCode = 41;

/** Whether this file is a mediasoup-worker that runs on this machine (right architecture, all libraries found). */
export function isWorkingWorker(file) {
  return spawnSync(file, [], { env: {}, stdio: 'ignore', timeout: 10_000 }).status === noParentExitCode;
}
