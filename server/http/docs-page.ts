/** A readable page of the same document: no script, so that the content security policy needs no exception. */
import { ACTIONS } from '../../shared/actions/all.ts';
import { ERRORS } from '../../shared/errors.ts';
import { RULES } from '../domain/people/policy.ts';

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

export function docsPage(): string {
  const actions = [...ACTIONS.values()].map((action) =>
    row([
      `<code>${escapeHtml(action.name)}</code>`,
      action.http ? `<code>${action.http.method} ${escapeHtml(action.http.path)}</code>` : 'socket',
      escapeHtml(action.says),
      escapeHtml(RULES[action.name as keyof typeof RULES].who.join(', ')),
    ]),
  );
  const errors = Object.entries(ERRORS).map(([code, { status, says }]) =>
    row([`<code id="error-${code}">${code}</code>`, String(status), escapeHtml(says)]),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Directline API</title><style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:72rem;padding:0 1rem}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}code{font-size:.9em}</style></head><body>
<h1>Directline API</h1><p>The full document with schemas: <a href="/api/openapi.json">/api/openapi.json</a>. Commands carry an
<code>Idempotency-Key</code> and repeat safely; requests that change something carry <code>X-Directline: 1</code>; refusals are
problem details (RFC 9457).</p><h2>Actions</h2><table><tr><th>Action</th><th>Door</th><th>What it does</th><th>Who may</th></tr>
${actions.join('\n')}</table><h2>Refusals</h2><table><tr><th>Code</th><th>Status</th><th>What to do</th></tr>${errors.join('\n')}</table></body></html>`;
}
