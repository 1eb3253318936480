// npm start [-- --https]: sets the checkout up, then runs the server and keeps it running.

import { makeCertificates } from './lib/certificates.mjs';
import { setUp, whileRunning } from './lib/setup.mjs';
import { main, say, step } from './lib/step.mjs';
import { supervise } from './lib/supervise.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  say('Directline: setting up');
  const { env } = await setUp();
  const forServer = { ...process.env, ...env, NODE_ENV: process.env.NODE_ENV ?? 'production' };
  if (args.includes('--https')) {
    await step('certificates', async () => {
      const { outcome, tls } = await makeCertificates();
      Object.assign(forServer, tls);
      return outcome;
    });
  }
  stopWithNpm();
  return whileRunning(() => supervise(args, forServer));
});

/** A stop signal to npm ends the shell between it and this process, which does not pass it on. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  look.unref();
}
