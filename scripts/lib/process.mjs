import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, without standard input.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number, onLine?: (line: string) => void,
 *   show?: boolean}} options `show` lets its output through to ours (both streams to stderr); otherwise it is kept.
 * @returns {Promise<{code: number, output: string}>} code 127 when the program does not exist, 124 after a time-out;
 *   output is the last 64 KB of both streams.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.show ? 2 : 'pipe', options.show ? 2 : 'pipe'],
    });
    let output = '';
    let rest = '';
    let timedOut = false;
    const take = (chunk) => {
      output = (output + chunk).slice(-65_536);
      if (!options.onLine) return;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) options.onLine(line);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: error.code === 'ENOENT' ? 127 : 126, output: String(error.message) });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : (code ?? 1), output });
    });
  });
}

/** The npm that started us, else the one on the path. */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], options) : run('npm', args, options);
}

/** The last lines of a program's output, for an error message. */
export const tail = (output, lines = 12) => output.trimEnd().split('\n').slice(-lines).join('\n');
