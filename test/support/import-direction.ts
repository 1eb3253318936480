import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Which part of the project may import which: shared ← domain ← services ← adapters ← app ← main, and the client
 * only shared. `imports` lists the parts allowed at run time besides itself, `types` those of which only types are.
 */
interface Layer {
  name: string;
  /** Longest match wins. */
  paths: string[];
  imports: string[];
  types?: string[];
  /** Whether modules of Node.js and packages may be imported; a list names the only packages. */
  node: boolean;
  packages: boolean | string[];
}

const adapters = ['storage', 'media', 'realtime', 'http', 'jobs', 'notify', 'security', 'documents'];
const platform = ['config', 'observability', 'tls'];

export const layers: Layer[] = [
  { name: 'shared', paths: ['shared'], imports: [], node: false, packages: ['zod', 'zod/mini', 'temporal-polyfill'] },
  { name: 'domain', paths: ['server/domain'], imports: ['shared'], node: false, packages: ['temporal-polyfill'] },
  {
    name: 'services',
    paths: ['server/services'],
    imports: ['shared', 'domain'],
    types: platform,
    node: true,
    packages: true,
  },
  ...adapters.map((name) => ({
    name,
    paths: [`server/${name}`],
    imports: ['shared', 'domain', 'services', ...platform],
    types: adapters.filter((other) => other !== name),
    node: true,
    packages: true,
  })),
  { name: 'config', paths: ['server/config', 'server/config.ts'], imports: ['shared'], node: true, packages: true },
  { name: 'observability', paths: ['server/observability'], imports: ['shared', 'config'], node: true, packages: true },
  { name: 'tls', paths: ['server/tls'], imports: ['shared', 'config'], node: true, packages: true },
  {
    name: 'app',
    paths: ['server/app.ts', 'server/start-failure.ts', 'server/welcome.ts', 'server/tools'],
    imports: ['shared', 'domain', 'services', ...adapters, ...platform],
    node: true,
    packages: true,
  },
  {
    name: 'main',
    paths: ['server/main.ts'],
    imports: ['app', 'storage', ...platform, 'shared'],
    node: true,
    packages: true,
  },
  { name: 'client', paths: ['client'], imports: ['shared'], node: false, packages: true },
];

export interface Import {
  specifier: string;
  typeOnly: boolean;
}

/** Static, re-exporting and literal dynamic imports of a module's text; comments do not count. */
export function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');
  const statement = /(?:^|[;\n}])\s*(?:import|export)\s+(?:(type)\s+)?(?:[\w*{},\s$]+?\s*from\s*)?['"]([^'"\n]+)['"]/g;
  const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;
  const found = [...code.matchAll(statement)].map(([, type, specifier = '']) => ({
    specifier,
    typeOnly: type !== undefined,
  }));
  return [...found, ...[...code.matchAll(dynamic)].map(([, specifier = '']) => ({ specifier, typeOnly: false }))];
}

function layerOf(file: string): Layer | undefined {
  const matches = layers.flatMap((layer) =>
    layer.paths.filter((each) => file === each || file.startsWith(`${each}/`)).map((each) => ({ layer, each })),
  );
  return matches.sort((a, b) => b.each.length - a.each.length)[0]?.layer;
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * What is wrong with the imports of one module.
 * @param file its path from the project's root, with slashes
 */
export function violationsOf(file: string, text: string): string[] {
  const layer = layerOf(file);
  if (!layer) return [`${file} belongs to no layer; add its folder to test/support/import-direction.ts`];
  return importsOf(text).flatMap(({ specifier, typeOnly }) => {
    const refused = refusal(layer, file, specifier, typeOnly);
    return refused ? [`${file} imports ${specifier}: ${refused}`] : [];
  });
}

function refusal(layer: Layer, file: string, specifier: string, typeOnly: boolean): string | undefined {
  if (specifier.startsWith('node:')) return layer.node ? undefined : `${layer.name} imports nothing of Node.js`;
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('virtual:') || typeOnly) return undefined;
    const allowed =
      typeof layer.packages === 'boolean'
        ? layer.packages
        : layer.packages.some((name) => name === specifier || name === packageOf(specifier));
    return allowed ? undefined : `${layer.name} imports no packages but ${JSON.stringify(layer.packages)}`;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const other = layerOf(target);
  if (!other) return `${target} is outside the layers`;
  if (other.name === layer.name || layer.imports.includes(other.name)) return undefined;
  if (layer.types?.includes(other.name))
    return typeOnly ? undefined : `${layer.name} imports only types of ${other.name}`;
  return `${layer.name} does not import ${other.name}; it may import ${['itself', ...layer.imports].join(', ')}`;
}

/** All TypeScript modules of the layers. */
export function modulesOf(root: string): string[] {
  return ['shared', 'server', 'client'].flatMap((folder) => {
    try {
      return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`);
    } catch {
      return [];
    }
  });
}

export function violationsIn(root: string): string[] {
  return modulesOf(root).flatMap((file) => violationsOf(file, readFileSync(path.join(root, file), 'utf8')));
}
