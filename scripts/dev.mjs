// npm run dev: the server restarts when its sources change; Vite serves the pages and passes /api and /socket.io on.
import { spawn } from 'node:child_process';
import { at, pinnedNode, root } from './lib/paths.mjs';
import { setUp } from './lib/setup.mjs';
import { main, say } from './lib/step.mjs';

await main(async () => {
  say('Directline: setting up');
  const ready = await setUp({ build: false });
  const port = process.env.DIRECTLINE_PORT ?? '3000';
  const env = { ...process.env, ...ready.env, NODE_ENV: 'development' };
  const devPort = process.env.DIRECTLINE_DEV_PORT ?? '5173';
  const launch = (args, more = {}) =>
    spawn(pinnedNode, args, { cwd: root, env: { ...env, ...more }, stdio: 'inherit' });
  const programs = [
    launch(['--watch', '--watch-preserve-output', at('server/main.ts'), ...process.argv.slice(2)]),
    // vite.config.ts passes /api and /socket.io on to DIRECTLINE_SERVER.
    launch([at('node_modules/vite/bin/vite.js'), '--host', '127.0.0.1', '--port', devPort], {
      DIRECTLINE_SERVER: `http://127.0.0.1:${port}`,
    }),
  ];
  const ended = programs.map((program) => new Promise((resolve) => program.on('exit', resolve)));
  const stop = () => {
    for (const program of programs) program.kill('SIGTERM');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // One without the other is of no use.
  await Promise.race(ended);
  stop();
  await Promise.all(ended);
  return 0;
});
