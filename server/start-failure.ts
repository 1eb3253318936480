/** Why the server does not start, told as what to do about it. */
import type { Config } from './config.ts';

interface Known {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
}

/**
 * A sentence for the person who starts the server; `null` for a failure that nothing is known about, whose stack says
 * more.
 */
export function startFailure(error: unknown, config: Config): string | null {
  for (const each of causesOf(error)) {
    const told = ofFile(each, config) ?? ofListening(each, config) ?? ofDatabase(each, config);
    if (told) return told;
    // These say it themselves.
    if (['FolderInUse', 'DatabaseInUse', 'DatabaseNewer', 'MediaPortTaken'].includes(each.name)) return each.message;
  }
  return null;
}

function causesOf(error: unknown): (Error & Known)[] {
  const causes: (Error & Known)[] = [];
  for (let each = error; each instanceof Error && causes.length < 8; each = each.cause) causes.push(each);
  return causes;
}

function ofFile({ code, path, message }: Error & Known, { tls, dataDir }: Config): string | null {
  if (path && tls) {
    const variable = { [tls.certFile]: 'CERT', [tls.keyFile]: 'KEY', [tls.caFile ?? '']: 'CA' }[path];
    if (variable && code === 'ENOENT') return `DIRECTLINE_TLS_${variable} names ${path}, which does not exist.`;
    if (variable && code === 'EACCES') return `DIRECTLINE_TLS_${variable} names ${path}, which this user may not read.`;
  }
  if (tls && (code?.startsWith('ERR_OSSL') || code?.startsWith('ERR_TLS') || code === 'ERR_CRYPTO_OPERATION_FAILED'))
    return `The certificate ${tls.certFile} and the key ${tls.keyFile} do not fit each other or are no PEM files: ${message}`;
  if (path?.startsWith(dataDir) || dataDir.startsWith(path ?? '\0')) {
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      return `The data folder ${dataDir} cannot be written (${code}). Give it to this user, or set DIRECTLINE_DATA_DIR to another one.`;
    if (code === 'ENOTDIR' || code === 'EEXIST')
      return `The data folder ${dataDir} cannot be made: ${path} is no folder. Set DIRECTLINE_DATA_DIR to another one.`;
  }
  if (code === 'ENOSPC')
    return `There is no room left on the disk of the data folder ${dataDir}. Make room, then start again.`;
  return null;
}

function ofListening({ code, syscall }: Known, { host, port }: Config): string | null {
  if (syscall === 'getaddrinfo' && code === 'ENOTFOUND') return null;
  if (syscall !== 'listen' && syscall !== 'bind') return null;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program. Stop that one, or set DIRECTLINE_PORT to another port.`;
    case 'EACCES':
      return `This user may not take port ${port}. Set DIRECTLINE_PORT to one above 1023, or let a proxy take ${port}.`;
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine. Set DIRECTLINE_HOST to one that is, or to 0.0.0.0 for all.`;
    default:
      return null;
  }
}

/** Classes and codes: PostgreSQL, appendix A. */
function ofDatabase({ code, syscall }: Known, { database }: Config): string | null {
  if (database.kind !== 'postgres' || !code) return null;
  const { host, pathname, username } = new URL(database.url);
  const its = `The database of DATABASE_URL (${host || 'local socket'}${pathname})`;
  if (syscall === 'getaddrinfo') return `${its}: its host name is not known. Check the name, and the network.`;
  if (['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'ECONNRESET'].includes(code))
    return `${its} does not answer (${code}). Check that PostgreSQL runs there and can be reached from here.`;
  if (code === '3D000')
    return `${its} does not exist. Make it: createdb -O ${username || 'directline'} ${pathname.slice(1)}`;
  if (code.startsWith('28')) return `${its} refuses the user ${username} or the password (${code}).`;
  if (code === '42501')
    return `${its}: the user ${username} may not make tables there. Make it the owner of the database.`;
  if (code.startsWith('57P0') || code === '53300')
    return `${its} takes no connection now (${code}). Start again in a moment.`;
  return null;
}
