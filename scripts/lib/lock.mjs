import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while holding a lock file that names our process. A lock whose process is gone is taken over, so
 * `kill -9` leaves nothing behind that a person must remove. Its number alone does not name a process: after a restart
 * of the machine or of the container another has it, or we ourselves.
 */
export async function withLock(file, onWait, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let tries = 0; !take(file); tries++) {
    if (tries === 0) onWait();
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Runs `work` while `folder` has a lock of our process, beside those of others. */
export async function whileListed(folder, work) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, String(process.pid));
  // Of an earlier process with our number.
  rmSync(file, { force: true });
  take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The number of a process that has a lock in `folder` and runs. */
export function listedIn(folder) {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder).find((name) => isHeld(path.join(folder, name)));
}

function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${beginningOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isHeld(file)) rmSync(file, { force: true });
  return false;
}

function isHeld(file) {
  try {
    const [named, began] = readFileSync(file, 'utf8').split(' ');
    const pid = Number(named);
    // An empty file is one whose writer is between creating and filling it, or died there.
    if (!pid) return Date.now() - statSync(file).mtimeMs < 5_000;
    const begins = beginningOf(pid);
    if (began && begins ? began !== begins : pid === process.pid) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** In which run of the machine, and when in it, that process began; empty where this system does not tell. */
function beginningOf(pid) {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The start is field 22 of proc_pid_stat(5); field 2, the name in brackets, may hold blanks.
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3]}`;
  } catch {
    return '';
  }
}
