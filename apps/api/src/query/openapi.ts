import {
  agentList,
  analytics,
  analyticsQuery,
  agentsQuery,
  costs,
  costsQuery,
  egressesQuery,
  egressList,
  erasure,
  erasureRequest,
  eventDetail,
  eventList,
  eventQuery,
  eventsQuery,
  ingressesQuery,
  ingressList,
  problem,
  quarantineList,
  quarantineQuery,
  quarantineRetry,
  quarantineRetryRequest,
  ratePreview,
  ratePreviewQuery,
  rates,
  ratesReply,
  rejectionList,
  rejectionsQuery,
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
import { EXPORTS, fileAnswer } from './exports/exports.openapi';
import { type JsonSchema, jsonSchemaOf } from './json-schema';

/** The parameters and responses of each path. A path that is missing here fails a test. */
const GETS = {
  '/api/v1/sessions': { summary: 'Sessions, live and past', query: sessionsQuery, reply: sessionList },
  '/api/v1/sessions/{sid}': {
    summary: 'One session with its participants, tracks, egresses and ingresses',
    query: sessionDetailQuery,
    reply: sessionDetail,
  },
  '/api/v1/sessions/{sid}/events': {
    summary: "A session's stored events",
    query: sessionEventsQuery,
    reply: eventList,
  },
  '/api/v1/agents': { summary: 'Agents, live and past', query: agentsQuery, reply: agentList },
  '/api/v1/events': {
    summary: 'Stored events, filtered over all time, counted by value and over time on request',
    query: eventsQuery,
    reply: eventList,
  },
  '/api/v1/events/{id}': { summary: 'One stored event', query: eventQuery, reply: eventDetail },
  '/api/v1/rejections': {
    summary: 'Webhook deliveries that were refused, newest first',
    query: rejectionsQuery,
    reply: rejectionList,
  },
  '/api/v1/quarantine': {
    summary: 'Events that could not be stored, newest first',
    query: quarantineQuery,
    reply: quarantineList,
  },
  '/api/v1/egresses': {
    summary: 'Egresses of every room and of none, newest first',
    query: egressesQuery,
    reply: egressList,
  },
  '/api/v1/ingresses': { summary: 'Uses of ingresses, newest first', query: ingressesQuery, reply: ingressList },
  '/api/v1/rates': { summary: 'What a minute costs, and its history', query: z.object({}), reply: ratesReply },
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
    query: z.object({}),
    body: erasureRequest,
    required: true,
    reply: erasure,
  },
  '/api/v1/quarantine/retry': {
    summary: 'Processes quarantined events again; what fails again stays',
    query: z.object({}),
    body: quarantineRetryRequest,
    required: true,
    reply: quarantineRetry,
  },
  '/api/v1/rates/preview': {
    summary: 'A month under these rates, beside those that are saved',
    query: ratePreviewQuery,
    body: rates,
    required: true,
    reply: ratePreview,
  },
  '/api/v1/setup/test': {
    summary: 'Sends a signed test event by the way that webhooks take',
    query: z.object({}),
    required: false,
    body: setupTestRequest,
    reply: setupTest,
  },
} as const;

const PUTS = {
  '/api/v1/rates': {
    summary: 'Saves a plan. What is saved is kept: of two of one day the later is in force',
    query: z.object({}),
    body: rates,
    required: true,
    reply: ratesReply,
  },
} as const;

interface Written {
  readonly summary: string;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  readonly required: boolean;
  readonly reply: z.ZodType;
}

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

const responsesOf = (summary: string, reply: z.ZodType): object =>
  responses(answerOf(summary, 'application/json', reply));

const responses = (answer: object): object => ({
  200: answer,
  default: answerOf('What went wrong (RFC 9457)', 'application/problem+json', problem),
});

const written = (path: string, { summary, query, body, required, reply }: Written): object => ({
  summary,
  parameters: parametersOf(path, query),
  requestBody: { required, content: { 'application/json': { schema: jsonSchemaOf(body, 'input') } } },
  responses: responsesOf(summary, reply),
});

export function openApiDocument(): OpenAPIObject {
  const paths: Record<string, Record<string, object>> = {};
  for (const [path, { summary, query, reply }] of Object.entries(GETS)) {
    paths[path] = { get: { summary, parameters: parametersOf(path, query), responses: responsesOf(summary, reply) } };
  }
  for (const [path, { summary, query, item }] of Object.entries(EXPORTS)) {
    paths[path] = {
      get: { summary, parameters: parametersOf(path, query), responses: responses(fileAnswer(summary, item)) },
    };
  }
  for (const [path, post] of Object.entries(POSTS)) paths[path] = { ...paths[path], post: written(path, post) };
  for (const [path, put] of Object.entries(PUTS)) paths[path] = { ...paths[path], put: written(path, put) };
  return {
    openapi: '3.1.0',
    info: { title: 'LiveKit Dashboard', version: '1', description: 'Times are ISO 8601 in UTC; unknown is null.' },
    paths,
  };
}
