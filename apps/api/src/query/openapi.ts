import {
  agentList,
  agentsQuery,
  eventList,
  eventsQuery,
  problem,
  sessionDetail,
  sessionDetailQuery,
  sessionEventsQuery,
  sessionList,
  sessionsQuery,
} from '@livekit-dashboard/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema';

/** What each path takes and gives. A path that is missing here fails a test. */
const PATHS = {
  '/api/v1/sessions': { summary: 'Sessions, live and past', query: sessionsQuery, reply: sessionList },
  '/api/v1/sessions/{sid}': {
    summary: 'One session with its participants, tracks and egresses',
    query: sessionDetailQuery,
    reply: sessionDetail,
  },
  '/api/v1/sessions/{sid}/events': {
    summary: "A session's stored events",
    query: sessionEventsQuery,
    reply: eventList,
  },
  '/api/v1/agents': { summary: 'Agents, live and past', query: agentsQuery, reply: agentList },
  '/api/v1/events': { summary: 'Every stored event, ascending', query: eventsQuery, reply: eventList },
} as const;

function parametersOf(path: string, query: z.ZodType): object[] {
  const { properties = {}, required = [] } = jsonSchemaOf(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
  return [...inPath, ...inQuery];
}

const answerOf = (description: string, type: string, schema: z.ZodType): object => ({
  description,
  content: { [type]: { schema: jsonSchemaOf(schema, 'output') } },
});

export function openApiDocument(): OpenAPIObject {
  const paths = Object.entries(PATHS).map(([path, { summary, query, reply }]) => [
    path,
    {
      get: {
        summary,
        parameters: parametersOf(path, query),
        responses: {
          200: answerOf(summary, 'application/json', reply),
          default: answerOf('What went wrong (RFC 9457)', 'application/problem+json', problem),
        },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'LiveKit Dashboard', version: '1', description: 'Times are ISO 8601 in UTC; unknown is null.' },
    paths: Object.fromEntries(paths) as OpenAPIObject['paths'],
  };
}
