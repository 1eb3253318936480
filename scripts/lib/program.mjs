import { spawn } from 'node:child_process';
import { at, pinnedNode, root } from './paths.mjs';

/**
 * Runs one of the project's TypeScript programs under the pinned Node.js. Its stderr is ours, its stdout is returned;
 * stop signals are passed on, so that it can end the servers it started.
 * @returns {Promise<{code: number, stdout: string}>}
 */
export function runProgram(file, args, env) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, [at(file), ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    const pass = (signal) => child.kill(signal);
    process.once('SIGINT', pass).once('SIGTERM', pass);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout }));
  });
}
