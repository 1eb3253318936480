/** The documents that are made from the schemas: OpenAPI 3.1 and docs/api.md. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { docsPage } from '../../server/http/docs-page.ts';
import { openApiDocument } from '../../server/http/openapi.ts';
import { API_DOCS_FILE, apiDocs } from '../../server/tools/api-docs.ts';
import { ACTIONS } from '../../shared/actions/all.ts';
import { ERRORS } from '../../shared/errors.ts';

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { required: boolean; content: { 'application/json': { schema: Json } } };
  responses: Record<string, Json>;
}

const document = openApiDocument('https://townhall.example.org', true) as {
  openapi: string;
  info: Json;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Json;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

/** JSON Schema 2020-12, which OpenAPI 3.1 §4.8.24 takes over: the keywords that this document uses. */
const KEYWORDS: Record<string, (value: unknown) => boolean> = {
  type: (value) =>
    [value]
      .flat()
      .every((each) => ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].includes(each as string)),
  properties: isObject,
  required: (value) => Array.isArray(value) && new Set(value).size === value.length,
  additionalProperties: (value) => typeof value === 'boolean' || isObject(value),
  propertyNames: isObject,
  items: isObject,
  anyOf: isList,
  oneOf: isList,
  allOf: isList,
  enum: isList,
  const: () => true,
  pattern: (value) => typeof value === 'string' && Boolean(new RegExp(value, 'u')),
  minLength: Number.isInteger,
  maxLength: Number.isInteger,
  minItems: Number.isInteger,
  maxItems: Number.isInteger,
  minimum: (value) => typeof value === 'number',
  maximum: (value) => typeof value === 'number',
  description: (value) => typeof value === 'string',
  default: () => true,
  format: (value) => typeof value === 'string',
  $ref: (value) => typeof value === 'string',
};
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function checkSchema(schema: Json, at: string): void {
  for (const [keyword, value] of Object.entries(schema)) {
    expect(KEYWORDS[keyword]?.(value), `${at}: ${keyword} ${JSON.stringify(value)}`).toBe(true);
  }
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  for (const name of (schema.required ?? []) as string[]) expect(properties, `${at}: required`).toHaveProperty([name]);
  for (const [name, inner] of Object.entries(properties)) checkSchema(inner, `${at}.${name}`);
  for (const key of ['items', 'propertyNames'] as const)
    if (isObject(schema[key])) checkSchema(schema[key] as Json, `${at}.${key}`);
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const)
    for (const [index, inner] of ((schema[key] ?? []) as Json[]).entries()) checkSchema(inner, `${at}.${key}.${index}`);
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)));
}

describe('openapi.json', () => {
  test('is OpenAPI 3.1 with every action of the HTTP door', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'https://townhall.example.org' }]);
    const names = [...ACTIONS.values()].filter(({ http }) => http).map(({ name }) => name);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(names.sort());
    expect(Object.keys(document.paths).every((path) => path.startsWith('/api/'))).toBe(true);
  });

  test('path parameters are those of the path, required, with a schema', () => {
    for (const { path, method, parameters } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        inPath.map(({ name }) => name),
        `${method} ${path}`,
      ).toEqual(wanted);
      expect(inPath.every(({ required }) => required)).toBe(true);
      const keys = parameters.map((parameter) => `${parameter.in}:${parameter.name}`);
      expect(new Set(keys).size, `${method} ${path}`).toBe(keys.length);
      for (const parameter of parameters) {
        expect(['path', 'query', 'header', 'cookie']).toContain(parameter.in);
        checkSchema(parameter.schema, `${method} ${path} ${parameter.name}`);
      }
    }
  });

  test('bodies and answers have schemas; a GET has no body', () => {
    for (const { path, method, requestBody, responses, summary } of operations) {
      expect(summary, path).not.toBe('');
      expect(Boolean(requestBody), `${method} ${path}`).toBe(method !== 'get');
      if (requestBody) checkSchema(requestBody.content['application/json'].schema, `${method} ${path}`);
      expect(Object.keys(responses).sort()).toEqual(['200', 'default']);
      const done = responses['200'] as { description: string; content: { 'application/json': { schema: Json } } };
      expect(done.description).not.toBe('');
      checkSchema(done.content['application/json'].schema, `${method} ${path} 200`);
    }
    checkSchema(((document.components.schemas ?? {}) as Record<string, Json>).Problem ?? {}, 'Problem');
  });

  test('every reference resolves', () => {
    const refs = new Set(refsIn(document));
    expect(refs.size).toBeGreaterThan(0);
    for (const ref of refs) {
      expect(ref).toMatch(/^#\//);
      const found = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document);
      expect(found, ref).toBeDefined();
    }
  });

  test('without demo mode there is no outbox', () => {
    expect(JSON.stringify(openApiDocument('https://x.example', false))).not.toContain('demo.outbox');
  });
});

describe('the documents of the API', () => {
  test('docs/api.md is as the generator writes it (node server/tools/api-docs.ts)', async () => {
    expect(await readFile(API_DOCS_FILE, 'utf8')).toBe(apiDocs());
  });

  test('both pages name every action and every refusal', () => {
    const [markdown, html] = [apiDocs(), docsPage()];
    for (const name of [...ACTIONS.keys(), ...Object.keys(ERRORS)]) {
      expect(markdown, name).toContain(`\`${name}\``);
      expect(html, name).toContain(`${name}</code>`);
    }
    expect(html).not.toMatch(/<script|\son\w+=/i);
  });
});
