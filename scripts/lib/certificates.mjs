import { at, pinnedNode, root } from './paths.mjs';
import { run, tail } from './process.mjs';
import { SetupError } from './step.mjs';

/**
 * Makes or renews the local certificates in the data folder, unless the operator gave a certificate.
 * @returns {Promise<{outcome: string, tls: Record<string, string>}>} tls: the settings that point the server to them
 */
export async function makeCertificates() {
  if (process.env.DIRECTLINE_TLS_CERT) return { outcome: 'as given by DIRECTLINE_TLS_CERT', tls: {} };
  const { code, output } = await run(pinnedNode, ['--disable-warning=ExperimentalWarning', at('server/tls/main.ts')], {
    cwd: root,
  });
  if (code !== 0)
    throw new SetupError(`No certificate could be made. Can this user write the data folder?\n${tail(output)}`);
  const { certFile, keyFile, caFile, outcome } = JSON.parse(output.trim().split('\n').at(-1));
  const tls = { DIRECTLINE_TLS_CERT: certFile, DIRECTLINE_TLS_KEY: keyFile, DIRECTLINE_TLS_CA: caFile };
  return { outcome, tls };
}
