// build-server.mjs ENTRY FILE: makes one file of a server and the packages it uses, since loading them one by one takes
// most of a start. Run by the set-up.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { at, root } from './lib/paths.mjs';

/** The server finds its migrations, its pages and the file of its database's thread beside its sources, built or not. */
const placesOfSources = {
  name: 'places-of-sources',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(at('server')) || !code.includes('import.meta')) return null;
    const placed = code
      .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
    // No line moves.
    return { code: placed, map: null };
  },
};

const [entry, file] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(at('node_modules/node/package.json'), 'utf8'));
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  plugins: [placesOfSources],
  // Native code cannot be put into a file of JavaScript, nor what is not there.
  ssr: { noExternal: true, external: ['@node-rs/argon2', 'pg-native', 'pdfkit', 'sharp', 'file-type'] },
  build: {
    ssr: entry,
    outDir: path.dirname(file),
    emptyOutDir: true,
    target: `node${version.split('.')[0]}`,
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: path.basename(file) } },
  },
});
