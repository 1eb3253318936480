// npm start [-- --https]: sets the checkout up, then runs the server and keeps it running.

import { makeCertificates } from './lib/certificates.mjs';
import { setUp } from './lib/setup.mjs';
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
  return supervise(args, forServer);
});
