import {
  agentList,
  analytics,
  analyticsQuery,
  agentsQuery,
  costs,
  costsQuery,
  erasure,
  erasureRequest,
  eventList,
  eventsQuery,
  problem,
  retention,
  sessionDetail,
  sessionDetailQuery,
  sessionEventsQuery,
  sessionList,
  sessionsQuery,
  setup,
  setupTest,
  setupTestRequest,
  usageList,
  usageQuery,
} from '@livekit-dashboard/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema';

/** What each path takes and gives. A path that is missing here fails a test. */
const GETS = {
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
  '/api/v1/retention': { summary: 'How long things are kept', query: z.object({}), reply: retention },
  '/api/v1/analytics': { summary: 'What a range of time looked like', query: analyticsQuery, reply: analytics },
  '/api/v1/usage': {
    summary: 'What was used, by day, room, person, agent, session or tenant',
    query: usageQuery,
    reply: usageList,
  },
  '/api/v1/costs': { summary: 'What it costs under the rates saved', query: costsQuery, reply: costs },
  '/api/v1/setup': { summary: 'What LiveKit must be told', query: z.object({}), reply: setup },
} as const;

const POSTS = {
  '/api/v1/erasures': {
    summary: "Erases one person's identity, names, metadata and attributes for good; totals stay",
    body: erasureRequest,
    reply: erasure,
  },
  '/api/v1/setup/test': {
    summary: 'Sends a signed test event by the way that webhooks take',
    body: setupTestRequest,
    reply: setupTest,
  },
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

const responsesOf = (summary: string, reply: z.ZodType): object => ({
  200: answerOf(summary, 'application/json', reply),
  default: answerOf('What went wrong (RFC 9457)', 'application/problem+json', problem),
});

const bodyOf = (body: z.ZodType): object => ({
  required: false,
  content: { 'application/json': { schema: jsonSchemaOf(body, 'input') } },
});

export function openApiDocument(): OpenAPIObject {
  const gets = Object.entries(GETS).map(([path, { summary, query, reply }]) => [
    path,
    { get: { summary, parameters: parametersOf(path, query), responses: responsesOf(summary, reply) } },
  ]);
  const posts = Object.entries(POSTS).map(([path, { summary, body, reply }]) => [
    path,
    { post: { summary, requestBody: bodyOf(body), responses: responsesOf(summary, reply) } },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'LiveKit Dashboard', version: '1', description: 'Times are ISO 8601 in UTC; unknown is null.' },
    paths: Object.fromEntries([...gets, ...posts]) as OpenAPIObject['paths'],
  };
}
