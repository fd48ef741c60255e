import { Problem } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Route } from './route.ts';

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

/** OpenAPI 3.1, drawn from the routes themselves: it cannot say what they do not do. */
export function openApi(routes: readonly Route[], base: string, version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[base + route.path] = { ...paths[base + route.path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Fengsui', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation({ summary, params, query, body, media, answer, statuses = [], open, csv }: Route) {
  const content = {
    'application/json': { schema: schemaOf(answer, 'output') },
    ...(csv && { 'text/csv': { schema: { type: 'string' } } }),
  };
  const ok = { description: 'OK', content };
  const problem = {
    description: 'A problem document (RFC 9457)',
    content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
  };
  const others: [string, unknown][] = [400, ...(open ? [] : [401]), ...statuses].map((status) => [
    String(status),
    problem,
  ]);
  const sent =
    media === undefined
      ? body && { 'application/json': { schema: schemaOf(body, 'input') } }
      : { [media]: { schema: { type: 'string' } } };
  return {
    summary,
    ...(sent && { requestBody: { content: sent } }),
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query')],
    responses: Object.fromEntries<unknown>([['200', ok], ...others]),
    security: open ? [] : [{ bearer: [] }, {}],
  };
}

function parameters(schema: z.ZodType, place: 'path' | 'query') {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as JsonSchema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
}
