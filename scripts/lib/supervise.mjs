import { ChildProcess, spawn } from 'node:child_process';
import { at, builtServer, pinnedNode, root } from './paths.mjs';
import { serverFlags } from './server-flags.mjs';
import { duration, say } from './step.mjs';

const stableAfterMs = 10_000;
const stopWithinMs = 20_000;
const pausesMs = [0, 250, 500, 1_000, 2_000, 5_000];
/** sysexits(3): the server says with these that trying again changes nothing (78: its settings are wrong). */
const isFinal = (code) => code >= 64 && code <= 78;

/**
 * Keeps the server running: when it dies unexpectedly another takes its place at once, more slowly when it keeps dying.
 * Beside a server that runs stably one stands by, with everything loaded, since loading is most of a start. Passes a stop
 * signal on and waits for the orderly end.
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<number>} the exit code to leave with
 */
export function supervise(args, env) {
  return new Promise((resolve) => {
    let child;
    /** Stands by; `null` before it has loaded everything. */
    let reserve = null;
    let loading = null;
    let quickDeaths = 0;
    let everStable = false;
    let stoppingSince = 0;
    let restart;

    // A group of its own: Ctrl+C reaches the supervisor alone, and the server hears of it once. The channel closes
    // when the supervisor is killed, which the server takes as a request to stop.
    // `onNone` hears when there is no process to be had: of some causes Node tells by an event, others it throws.
    const begin = (onNone, ...more) => {
      try {
        const one = spawn(pinnedNode, [...serverFlags, '--enable-source-maps', builtServer, ...args, ...more], {
          cwd: root,
          // What Node made of a file last time it need not make again.
          env: { NODE_COMPILE_CACHE: at('node_modules/.cache/compiled'), ...env },
          detached: true,
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        });
        // Of one that runs, such as of a message that did not reach it, the exit follows.
        return one.on('error', (error) => one.pid === undefined && onNone(error));
      } catch (error) {
        process.nextTick(onNone, error);
        return new ChildProcess();
      }
    };

    const standBy = () => {
      const onNone = (error) => {
        loading = null;
        say(`No other server stands by: ${error.message}.`);
      };
      const one = begin(onNone, '--stand-by');
      loading = one;
      one.once('message', () => {
        loading = null;
        reserve = one;
        say('Another server stands by.');
      });
      // Without one, the next start is an ordinary one.
      one.once('exit', () => {
        if (loading === one) loading = null;
        if (reserve === one) reserve = null;
      });
    };

    const launch = () => {
      const started = Date.now();
      const startAgain = (why) => {
        const pauseMs = pausesMs[Math.min(quickDeaths++, pausesMs.length - 1)];
        const next = reserve ? 'the one that stands by takes its place' : 'starting it again';
        say(`${why}; ${pauseMs ? `${next} in ${duration(pauseMs)}` : next}.`);
        restart = setTimeout(launch, pauseMs);
      };
      const onNone = (error) => {
        clearTimeout(stable);
        startAgain(`The server cannot be started: ${error.message}`);
      };
      child = reserve ?? begin(onNone);
      if (reserve) child.send('your turn');
      reserve = null;
      const stable = setTimeout(() => {
        quickDeaths = 0;
        everStable = true;
        if (!reserve && !loading) standBy();
      }, stableAfterMs);
      child.on('exit', (code, signal) => {
        clearTimeout(stable);
        if (stoppingSince || code === 0) return end(code ?? 0);
        if (code === 78 || (!everStable && isFinal(code))) return end(code);
        const lived = duration(Date.now() - started);
        startAgain(`The server ended with ${signal ?? `exit code ${code}`} after ${lived}`);
      });
    };

    const end = (code) => {
      for (const signal of signals) process.off(signal, stop);
      clearTimeout(restart);
      for (const one of [reserve, loading]) one?.kill('SIGKILL');
      resolve(code);
    };

    const stop = (signal) => {
      if (stoppingSince) {
        // npm passes Ctrl+C on as well, so the same key press arrives twice.
        if (Date.now() - stoppingSince > 1_000) child.kill('SIGKILL');
        return;
      }
      stoppingSince = Date.now();
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return end(0);
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      setTimeout(() => child.kill('SIGKILL'), stopWithinMs).unref();
    };

    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, stop);
    launch();
  });
}
