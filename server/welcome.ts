/** What the start prints for people: addresses, and in a demo the accounts and what to try first. */
import { reachOf } from './config/addresses.ts';
import type { Config } from './config.ts';
import type { Settings } from './services/context.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_ROOM_ID, DEMO_SESSION_ID } from './storage/seed-demo.ts';

/** One line for a step of the start, like those of the set-up before it. */
export function printStep(name: string, tookMs: number): void {
  const took = tookMs < 1000 ? `${Math.round(tookMs)} ms` : `${(tookMs / 1000).toFixed(1)} s`;
  process.stderr.write(`  ✓ ${name} (${took})\n`);
}

export function printWelcome(config: Config, port: number, trust: Settings['trust']): void {
  const url = new URL(config.publicUrl);
  if (config.mode === 'demo') url.port = String(port);
  const at = url.origin;
  const lines = [
    '',
    '  Directline 干群直通车 is ready',
    `  ${at}`,
    ...elsewhere(config, url).map((each) => `  ${each}`),
  ];
  if (trust) {
    lines.push(`  On a phone, open ${at}/check: it tells how to trust this certificate, ${at}${trust.path}`);
    lines.push(`  Its fingerprint (SHA-256), to compare: ${trust.fingerprint}`);
  }
  if (config.mode === 'demo') {
    const session = DEMO_SESSION_ID;
    lines.push(
      '',
      `  Demo accounts (password for all: ${DEMO_PASSWORD})`,
      ...DEMO_ACCOUNTS.map((account) => `    ${account.userName.padEnd(12)} ${account.displayName}`),
      '',
      '  Try first, in three windows or four:',
      `    1. resident   ${at}/s/${session}/join      (any mobile number; the code is shown at ${at}/outbox)`,
      `    2. moderator  ${at}/desk/moderator/${session}`,
      `    3. leader     ${at}/screen/${session}   and the aide ${at}/desk/official/${session}`,
      `    4. duty       ${at}/desk/duty/${session}/${DEMO_ROOM_ID}   (a department's room, off air)`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** The other addresses at which a demo that listens on all of them is reached. */
function elsewhere({ mode, host, media }: Config, at: URL): string[] {
  if (mode !== 'demo' || reachOf(host) !== 'any') return [];
  return media.announced
    .filter((address) => address !== at.hostname && reachOf(address) === 'lan')
    .map((address) => `${at.protocol}//${address.includes(':') ? `[${address}]` : address}:${at.port}`);
}
