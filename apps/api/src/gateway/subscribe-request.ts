import { parseTopic, position, type Position, type Topic } from '@livekit-dashboard/contracts';
import { z } from 'zod';
import { refuse } from './answers/answer';
import type { Refusal } from '@livekit-dashboard/contracts';

const subscribe = z.object({ topic: z.string(), since: position.optional() });
const unsubscribe = z.object({ topic: z.string() });

export interface CheckedRequest {
  readonly topic: Topic;
  readonly since: Position | null;
}

export function checkSubscribe(request: unknown): CheckedRequest | Refusal {
  const parsed = subscribe.safeParse(request);
  if (!parsed.success) return badRequest(parsed.error);
  const topic = parseTopic(parsed.data.topic);
  return topic === null ? unknownTopic(parsed.data.topic) : { topic, since: parsed.data.since ?? null };
}

export function checkUnsubscribe(request: unknown): { readonly topic: Topic } | Refusal {
  const parsed = unsubscribe.safeParse(request);
  if (!parsed.success) return badRequest(parsed.error);
  const topic = parseTopic(parsed.data.topic);
  return topic === null ? unknownTopic(parsed.data.topic) : { topic };
}

const badRequest = (error: z.ZodError): Refusal => refuse('bad_request', z.prettifyError(error));
const unknownTopic = (name: string): Refusal => refuse('unknown_topic', `There is no topic "${name.slice(0, 100)}".`);
