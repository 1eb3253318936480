// Run by `npm start -- --https`: prints where the local certificates are, as one JSON line.

import { machineFacts } from '../config/addresses.ts';
import { ConfigError, loadConfig } from '../config.ts';
import { ensureLocalCertificates } from './local-certificates.ts';
import { localNames } from './names.ts';

try {
  const machine = machineFacts();
  const { dataDir } = loadConfig(process.env, ['--https'], machine);
  const made = await ensureLocalCertificates(`${dataDir}/tls`, localNames(machine));
  process.stdout.write(`${JSON.stringify(made)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? ConfigError.exitCode : 1;
}
