/**
 * The HTML of the built pages. An address's own files are named in it ahead: a phone need not wait for the first script
 * to learn of the second.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

/** Whether it is one of the desks' own addresses; everything else that is no file is the citizen's and the public's. */
const DESK_PATHS = /^\/(desk|screen|cases|sign-in|guest)(\/|$)/;

/** By sources of the client and names of its chunks, what an address opens. What is not here is found by the page itself. */
const OPENS: readonly (readonly [address: RegExp, ...parts: string[]])[] = [
  [/^\/$/, 'pages/public/home.tsx'],
  [/^\/s\/[^/]+$/, 'pages/public/session.tsx'],
  [/^\/s\/[^/]+\/join$/, 'pages/citizen/join.tsx'],
  // Whoever opens it by its address comes back, mostly in the middle of something: media is fetched with the page.
  [/^\/s\/[^/]+\/wait\/[^/]+$/, 'pages/citizen/wait.tsx', 'media'],
  [/^\/r\/[^/]+$/, 'pages/citizen/receipt.tsx'],
  [/^\/my$/, 'pages/citizen/my-list.tsx'],
  [/^\/my\/[^/]+$/, 'pages/citizen/my-case.tsx'],
  [/^\/go$/, 'pages/citizen/go.tsx'],
  [/^\/kiosk\/[^/]+$/, 'pages/kiosk/page.tsx'],
  [/^\/check$/, 'pages/public/check.tsx'],
  [/^\/sign-in$/, 'pages/staff/sign-in.tsx'],
  [/^\/guest$/, 'pages/guest/page.tsx'],
  [/^\/screen\/[^/]+$/, 'pages/screen/page.tsx'],
  [/^\/desk\/moderator\/[^/]+$/, 'pages/moderator/page.tsx'],
  [/^\/desk\/official\/[^/]+$/, 'pages/official/page.tsx'],
  [/^\/desk\/officer\/[^/]+$/, 'pages/officer/page.tsx'],
  [/^\/desk\/visit\/[^/]+$/, 'pages/visit/page.tsx'],
  [/^\/desk\/calendar$/, 'pages/calendar/page.tsx'],
  [/^\/cases$/, 'pages/cases/list.tsx'],
  [/^\/cases\/[^/]+$/, 'pages/cases/case.tsx'],
];

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.optional(z.string()),
    imports: z.optional(z.array(z.string())),
    css: z.optional(z.array(z.string())),
  }),
);
type Manifest = z.infer<typeof Manifest>;

/** `null`: the client is not built. Reads the build once; a later one is served after the next start. */
export function builtPages(clientDir: string): ((address: string) => string) | null {
  const file = (name: string) => path.join(clientDir, name);
  if (!existsSync(file('index.html'))) return null;
  const html = (name: string) => readFileSync(file(existsSync(file(name)) ? name : 'index.html'), 'utf8');
  const pages = { citizen: html('index.html'), desk: html('desk.html') };
  const manifestFile = file('.vite/manifest.json');
  const manifest = existsSync(manifestFile) ? Manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8'))) : {};
  const made = new Map<string, string>();
  return (address) => {
    const page = DESK_PATHS.test(address) ? pages.desk : pages.citizen;
    const [, ...parts] = OPENS.find(([pattern]) => pattern.test(address)) ?? [];
    if (parts.length === 0) return page;
    const key = `${page === pages.desk ? 'desk' : 'citizen'} ${parts[0]}`;
    const html = made.get(key) ?? withAhead(page, filesOf(manifest, parts));
    made.set(key, html);
    return html;
  };
}

/** What these parts need, themselves included; nothing for one that the build does not know. */
function filesOf(manifest: Manifest, parts: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const each of chunk.imports ?? []) visit(each);
  };
  const named = new Map(Object.entries(manifest).map(([key, { name }]) => [name, key]));
  for (const part of parts) visit(manifest[part] ? part : (named.get(part) ?? ''));
  return files;
}

function withAhead(html: string, files: ReadonlySet<string>): string {
  const links = [...files]
    .filter((file) => !html.includes(`"/${file}"`))
    .map((file) =>
      file.endsWith('.css')
        ? `<link rel="preload" as="style" crossorigin href="/${file}">`
        : `<link rel="modulepreload" crossorigin href="/${file}">`,
    );
  return html.replace('</head>', `${links.map((link) => `  ${link}\n  `).join('')}</head>`);
}
