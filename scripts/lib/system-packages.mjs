import { run, tail } from './process.mjs';
import { SetupError } from './step.mjs';

const asRoot = (program, args) => (process.getuid?.() === 0 ? [program, args] : ['sudo', ['-n', program, ...args]]);

// Another apt on the machine is waited for instead of failed on.
const patience = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=2'];
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

async function missing(packages) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query has placeholders of this form
  const { output } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages]);
  return packages.filter((name) => !output.split('\n').some((line) => line === `${name} installed`));
}

/**
 * Installs those of the Debian packages that are missing.
 * @param {string[]} packages
 * @param {string} purpose what they are for, for the error text
 * @returns {Promise<string[]>} the names installed now
 */
export async function ensurePackages(packages, purpose) {
  if ((await run('apt-get', ['--version'])).code !== 0) {
    throw new SetupError(
      `${purpose} needs system packages that this script can only install with apt-get (Debian, Ubuntu).\n` +
        `Install your system's counterparts of these yourself, then start again: ${packages.join(' ')}`,
    );
  }
  const wanted = await missing(packages);
  if (wanted.length === 0) return [];
  await run(...asRoot('apt-get', ['update', '-q', ...patience]), { env });
  const install = ['install', '-y', '-q', '--no-install-recommends', ...patience, ...wanted];
  const { code, output } = await run(...asRoot('apt-get', install), { env });
  if (code !== 0) {
    throw new SetupError(
      `${purpose} needs system packages that could not be installed:\n${tail(output)}\n\n` +
        `Install them yourself, then start again:\n  sudo apt-get update && sudo apt-get install ${wanted.join(' ')}`,
    );
  }
  return wanted;
}
