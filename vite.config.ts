/** Two faces, two entries: `client/index.html` for citizens and the public, `client/desk.html` for the desks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.DIRECTLINE_SERVER ?? 'http://127.0.0.1:3000';
const deskHtml = at('client/desk.html');

/** The development server answers the desks' addresses with their page, as the real server does. */
const deskPages: Plugin = {
  name: 'desk-pages',
  configureServer(vite) {
    vite.middlewares.use((request, _response, next) => {
      const path = request.url?.split('?')[0] ?? '';
      if (/^\/(desk|screen|cases|sign-in|guest)(\/|$)/.test(path) && !path.includes('.')) request.url = '/desk.html';
      next();
    });
  },
};

/**
 * What draws pages of PDF files fetches by name, where a page needs it: its worker, maps of Chinese characters, standard
 * fonts, and decoders of scans that need no WebAssembly, which the content security policy forbids.
 */
const pdfDir = at('node_modules/pdfjs-dist');
const pdfVersion = (JSON.parse(readFileSync(`${pdfDir}/package.json`, 'utf8')) as { version: string }).version;
const PDF_PARTS = ['legacy/build', 'cmaps', 'standard_fonts', 'wasm'].flatMap((folder) =>
  readdirSync(`${pdfDir}/${folder}`)
    .filter((name) => /^pdf\.worker\.min\.mjs$|\.bcmap$|\.pfb$|\.ttf$|_nowasm_fallback\.js$/.test(name))
    .map((name) => ({ address: `assets/pdf-${pdfVersion}/${name}`, file: `${pdfDir}/${folder}/${name}` })),
);
const pdfParts: Plugin = {
  name: 'pdf-parts',
  generateBundle() {
    for (const { address, file } of PDF_PARTS)
      this.emitFile({ type: 'asset', fileName: address, source: readFileSync(file) });
  },
  configureServer(vite) {
    vite.middlewares.use((request, response, next) => {
      const part = PDF_PARTS.find(({ address }) => request.url === `/${address}`);
      if (!part) return next();
      if (/js$/.test(part.file)) response.setHeader('content-type', 'text/javascript');
      response.end(readFileSync(part.file));
    });
  },
};

/**
 * What several pages share, in few files: each is a request that a phone far away waits for. Media apart, which most
 * pages never need.
 */
const CHUNKS = [
  {
    name: 'base',
    test: /node_modules\/(react|react-dom|scheduler|zod)\/|runtime|\/shared\/(?!(actions\/(additions|bars|board|calendar|carry|case-[a-z]+|cases|desk|emergency|figures|files|mail|minutes|my|notices|pictures|poster|proxy|publication|push|questions|supervise|terminal|week|words)|board|carry-code|case-[a-z]+|csv|files|mail-address|minutes)\.)|client\/(api|app|i18n|ui)\/(?!connection-note).*\.tsx?$|client\/features\/(citizen-wait\/read-aloud|citizen-session\/promise-list)/,
    minShareCount: 2,
    priority: 3,
  },
  {
    name: 'line',
    test: /node_modules\/(socket|engine)\.io|client\/realtime\/(react|realtime-client)\.|client\/(ui\/connection-note|media\/(devices|local-media|use-video|wake-lock|video-elements)|features\/(citizen-media\/(device-panel|picture|programme|use-media-session|use-local-media)|citizen-wait\/alert-turn))/,
    priority: 2,
  },
  {
    name: 'media',
    test: /mediasoup-client|client\/(media\/(media-session|quality)|realtime\/media-signal|features\/citizen-media\/media-code)\./,
    priority: 1,
  },
];

export default defineConfig({
  root: at('client'),
  publicDir: at('client/public'),
  plugins: [react(), deskPages, pdfParts],
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    // In-app browsers lag years behind.
    target: ['chrome87', 'safari14'],
    cssTarget: ['chrome87', 'safari14'],
    modulePreload: { polyfill: false },
    // The server tells each address ahead which files it needs (server/http/pages.ts).
    manifest: true,
    // A strict content security policy allows neither inline scripts nor data: scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { codeSplitting: { groups: CHUNKS } },
      input: { citizen: at('client/index.html'), ...(existsSync(deskHtml) ? { desk: deskHtml } : {}) },
    },
  },
  server: {
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/socket.io': { target: server, ws: true, changeOrigin: false },
    },
  },
});
