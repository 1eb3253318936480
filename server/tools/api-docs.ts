/** Writes docs/api.md from the same schemas that parse every request and answer: `node server/tools/api-docs.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import type { ActionDefinition } from '../../shared/action.ts';
import { ACTIONS, type ActionName } from '../../shared/actions/all.ts';
import { ERRORS } from '../../shared/errors.ts';
import { Handshake } from '../../shared/handshake.ts';
import { Id } from '../../shared/ids.ts';
import { Notice } from '../../shared/notices/all.ts';
import { ViewMessage } from '../../shared/views/all.ts';
import { TableChange } from '../../shared/views/table-change.ts';
import { RULES, type Rule } from '../domain/people/policy.ts';

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema | boolean;
  /** A tuple. */
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
}

export const API_DOCS_FILE = path.resolve(import.meta.dirname, '../../docs/api.md');

const ID = jsonSchema(Id, 'input').pattern;

const INTRODUCTION = `# API

Written by \`node server/tools/api-docs.ts\` from the schemas in \`shared/\`; a test compares. The same over HTTP as
OpenAPI 3.1: \`/api/openapi.json\`, readable at \`/api/docs\`.

**HTTP.** JSON both ways. What changes something carries \`X-Directline: 1\`, and a command also \`Idempotency-Key\`: the
same key again repeats nothing and answers the same. Fields in the path are taken out of the body; those of a GET are in
the query. A refusal is a problem (RFC 9457) with \`code\`, \`detail\` and \`details\`.

**Socket** (socket.io, path \`/socket.io\`). A client connects with one of the handshakes below and sends the event
\`action\` with \`{name, commandId, input}\`; the acknowledgement is \`{ok: true, result}\` or
\`{ok: false, error: {code, message, details}}\`. \`commandId\` is 8–64 of \`A-Z a-z 0-9 _ -\` and is needed by commands.
The server sends the events \`view\`, \`change\` and \`notice\`. A message is at most 16 KiB.

Ids are 1–40 of \`A-Z a-z 0-9 _ -\`. Times are milliseconds since the epoch.
`;

export function apiDocs(): string {
  const actions = [...ACTIONS.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    INTRODUCTION,
    '## Handshakes\n',
    ...variantsOf(Handshake, 'as').map(([name, schema]) => `### \`${name}\`\n\n${fields(schema)}`),
    '## Actions\n',
    ...actions.map(describeAction),
    '## Views\n',
    'Each message carries the whole view; one whose `revision` is not higher than the last is old. The views with `rows` come\n' +
      'once, and then as changes.\n',
    ...variantsOf(ViewMessage, 'view').map(([name, schema]) => `### View \`${name}\`\n\n${fields(schema)}`),
    '## Changes\n',
    "A desk's table is told whole once, as a view, and then as what changed in it. Its row `i` is row `rows[i]` of the view " +
      'whose `revision` is `base`, or where that is -1 the next one of `fresh`, at the place `places[i]`. Whoever does not have ' +
      'that view asks for `session.snapshot`.\n',
    ...variantsOf(TableChange, 'view').map(([name, schema]) => `### Change \`${name}\`\n\n${fields(schema)}`),
    '## Notices\n',
    ...variantsOf(Notice, 'notice').map(([name, schema]) => `### Notice \`${name}\`\n\n${fields(schema)}`),
    '## Refusals\n',
    table(
      ['code', 'status', 'what to do'],
      Object.entries(ERRORS).map(([code, { status, says }]) => [`\`${code}\``, String(status), says]),
    ),
  ].join('\n');
}

function describeAction(action: ActionDefinition): string {
  const doors = [
    ...(action.http ? [`\`${action.http.method} ${action.http.path}\``] : []),
    ...(action.socket ? ['socket'] : []),
  ];
  return [
    `### \`${action.name}\`\n`,
    `${action.says}\n`,
    `${action.kind === 'query' ? 'Query' : 'Command'} · ${doors.join(' and ')} · ${whoMay(RULES[action.name as ActionName])}\n`,
    `Input\n\n${fields(jsonSchema(action.input, 'input'))}`,
    `Result\n\n${fields(jsonSchema(action.result, 'output'))}`,
  ].join('\n');
}

function whoMay(rule: Rule): string {
  const conditions = [
    rule.ownTicket ? 'with an own ticket' : '',
    rule.ticketStates ? `ticket: ${rule.ticketStates.join(', ')}` : '',
    rule.sessionStates ? `session: ${rule.sessionStates.join(', ')}` : '',
    rule.callStates ? `call: ${rule.callStates.join(', ')}` : '',
    rule.demoOnly ? 'in demo mode only' : '',
  ].filter(Boolean);
  return [rule.who.join(', '), ...conditions].join('; ');
}

/** Every field with its path; those of lists bear `[]`. */
function fields(schema: Schema): string {
  const rows = rowsOf(schema, '');
  return rows.length === 0 ? 'Nothing.\n' : table(['field', 'type', ''], rows);
}

function rowsOf(schema: Schema, prefix: string): string[][] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const at = `${prefix}${key}`;
    const inner = innerOf(field);
    const own = [`\`${at}\``, typeOf(field), required.has(key) ? '' : 'optional'];
    return [own, ...(inner ? rowsOf(inner.schema, `${at}${inner.suffix}.`) : [])];
  });
}

/** The object inside a field, whether it may be null or stands in a list. */
function innerOf(field: Schema): { schema: Schema; suffix: string } | null {
  if (field.properties) return { schema: field, suffix: '' };
  const object = choicesOf(field).find((each) => each.properties);
  if (object && choicesOf(field).filter((each) => each.properties).length === 1) return { schema: object, suffix: '' };
  if (typeof field.items !== 'object') return null;
  const inner = innerOf(field.items);
  return inner ? { schema: inner.schema, suffix: `[]${inner.suffix}` } : null;
}

const choicesOf = (schema: Schema): Schema[] => schema.anyOf ?? schema.oneOf ?? [];

function typeOf(schema: Schema): string {
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const choices = choicesOf(schema);
  if (choices.length > 0) return choices.map(typeOf).join(' or ');
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
  if (schema.type === 'array') return `list of ${typeof schema.items === 'object' ? typeOf(schema.items) : 'anything'}`;
  if (schema.type === 'string') return textOf(schema);
  if (schema.type === 'integer') return (schema.minimum ?? -1) >= 0 ? 'integer ≥ 0' : 'integer';
  return schema.type ?? 'anything';
}

function textOf({ pattern, minLength = 0, maxLength }: Schema): string {
  if (pattern === ID) return 'id';
  // Texts that people type: the pattern keeps control characters out, which the introduction of `shared/text.ts` says.
  if (pattern && !pattern.includes('\\p{')) return `text \`${pattern.replaceAll('|', '\\|')}\``;
  return maxLength === undefined ? 'text' : `text of ${minLength}–${maxLength}`;
}

const table = (head: string[], rows: string[][]): string =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;

function variantsOf(union: z.ZodMiniType, by: string): [string, Schema][] {
  return choicesOf(jsonSchema(union, 'output')).map((variant) => {
    const { [by]: name = {}, ...properties } = variant.properties ?? {};
    const names = 'const' in name ? [name.const] : (name.enum ?? []);
    return [names.join(' / '), { ...variant, properties }];
  });
}

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Schema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Schema;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await mkdir(path.dirname(API_DOCS_FILE), { recursive: true });
  await writeFile(API_DOCS_FILE, apiDocs());
}
