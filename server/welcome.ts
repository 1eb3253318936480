/** What the start prints for people: addresses, and in a demo the accounts and what to try first. */
import type { Config } from './config.ts';
import type { Settings } from './services/context.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_SESSION_ID } from './storage/seed-demo.ts';

export function printWelcome(config: Config, port: number, trust: Settings['trust']): void {
  const url = new URL(config.publicUrl);
  if (config.mode === 'demo') url.port = String(port);
  const at = url.origin;
  const lines = ['', '  Directline 干群直通车 is ready', `  ${at}`];
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
      '  Try first, in three windows:',
      `    1. resident   ${at}/s/${session}/join      (any mobile number; the code is shown at ${at}/outbox)`,
      `    2. moderator  ${at}/desk/moderator/${session}`,
      `    3. leader     ${at}/screen/${session}   and the aide ${at}/desk/official/${session}`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
