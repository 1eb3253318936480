/** The OpenAPI 3.1 document, made from the same schemas that parse every request and answer. */
import * as z from 'zod/mini';
import { ACTIONS } from '../../shared/actions/all.ts';
import { ERRORS, ErrorCode } from '../../shared/errors.ts';
import { RULES } from '../domain/people/policy.ts';

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

export function openApiDocument(publicUrl: string, demo: boolean): Json {
  const paths: Record<string, Json> = {};
  for (const [name, action] of ACTIONS) {
    if (!action.http || (name === 'demo.outbox' && !demo)) continue;
    const { method, path } = action.http;
    const input = jsonSchema(action.input, 'input');
    const properties = (input.properties ?? {}) as Record<string, Json>;
    const required = new Set((input.required ?? []) as string[]);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const rest = Object.keys(properties).filter((key) => !inPath.includes(key));
    const parameters: Json[] = inPath.map((key) => ({
      name: key,
      in: 'path',
      required: true,
      schema: properties[key],
    }));
    if (method === 'GET')
      parameters.push(
        ...rest.map((key) => ({ name: key, in: 'query', required: required.has(key), schema: properties[key] })),
      );
    else parameters.push({ name: 'X-Directline', in: 'header', required: true, schema: { const: '1' } });
    if (action.kind === 'command')
      parameters.push({
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
      });
    const body = {
      type: 'object',
      properties: Object.fromEntries(rest.map((key) => [key, properties[key]])),
      required: rest.filter((key) => required.has(key)),
    };
    const operations = paths[path] ?? {};
    paths[path] = operations;
    operations[method.toLowerCase()] = {
      operationId: name,
      summary: action.says,
      description: `Who may: ${RULES[name].who.join(', ')}.`,
      tags: [name.split('.')[0]],
      parameters,
      ...(method === 'GET'
        ? {}
        : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
      responses: {
        200: { description: 'Done.', content: { 'application/json': { schema: jsonSchema(action.result, 'output') } } },
        default: { $ref: '#/components/responses/Problem' },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Directline',
      version: '1',
      description:
        'Commands repeat safely under the same Idempotency-Key; refusals are problem details (RFC 9457) with a code.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      responses: {
        Problem: {
          description: 'A refusal.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'code'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: {
              enum: ErrorCode.options,
              description: Object.entries(ERRORS)
                .map(([code, { says }]) => `${code}: ${says}`)
                .join('\n'),
            },
            details: { type: 'object' },
          },
        },
      },
    },
  };
}
