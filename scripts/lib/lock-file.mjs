const platform = /-(android|darwin|freebsd|linux|win32)-(arm64|arm|ia32|x64)(-musl)?$/;

/**
 * The optional dependencies for single platforms that a lock file names but does not describe.
 * @param {{packages: Record<string, any>}} lock
 * @returns {[string, object][]} keys and entries to add to `packages`
 */
export function missingOptional({ packages }) {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => platform.test(name) && !isDescribed(packages, parent, name))
      .map(([name, version]) => [`node_modules/${name}`, entry(name, version, dev)]),
  );
}

/** npm looks beside the parent and in every folder above it. */
function isDescribed(packages, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder}${folder ? '/' : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function entry(name, version, dev) {
  const [, os, cpu, musl] = platform.exec(name);
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(os === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    optional: true,
    os: [os],
  };
}
