import { z } from 'zod';
import { activity, agentDay, busiest, health, hour } from './digests';
import { agent, egress, ingress, participant, session, stats, track } from './entities';
import type { DigestTopic } from './topics';
import { epoch, instant, offset, text } from './values';

/** Replaced whole, the newest `at` wins: one of each kind, whose id is the kind. */
export const DIGESTS = { stats, hour, busiest, activity, health, agentDay } as const;
const ENTITIES = { session, participant, track, agent, egress, ingress, ...DIGESTS } as const;

export type DigestKind = keyof typeof DIGESTS;

/** What each topic of digests carries; its snapshot has all of them. */
export const TOPIC_DIGESTS = {
  overview: ['stats', 'hour', 'busiest', 'activity', 'health'],
  'agents-day': ['agentDay'],
} as const satisfies Record<DigestTopic, readonly DigestKind[]>;

/** What a change is about. `agent` rows travel on the topic `agents`; the same connection is a `participant` elsewhere. */
export type ChangeKind = keyof typeof ENTITIES;
export type EntityOf<K extends ChangeKind> = z.infer<(typeof ENTITIES)[K]>;

/** The present value of one row. `value: null` means that the row was deleted. */
export type ChangeOf<K extends ChangeKind> = {
  readonly kind: K;
  /** The row's id within its kind: its sid; of a digest the kind itself. */
  readonly id: string;
  /** Offset of the last event folded into the row. Of two values of one id the higher offset is the newer; of digests see `at`. */
  readonly offset: number;
  readonly value: EntityOf<K> | null;
};
export type Change = { [K in ChangeKind]: ChangeOf<K> }[ChangeKind];

const changeOf = <K extends ChangeKind>(kind: K) =>
  z.object({ kind: z.literal(kind), id: text, offset, value: z.nullable(ENTITIES[kind]) });

export const change = z.discriminatedUnion('kind', [
  changeOf('session'),
  changeOf('participant'),
  changeOf('track'),
  changeOf('agent'),
  changeOf('egress'),
  changeOf('ingress'),
  changeOf('stats'),
  changeOf('hour'),
  changeOf('busiest'),
  changeOf('activity'),
  changeOf('health'),
  changeOf('agentDay'),
]);

/** A place in the stream: what a client holds and resumes from. */
export const position = z.object({ epoch, offset });
export type Position = z.infer<typeof position>;

/**
 * Covers (fromOffset, toOffset] of the stream; `fromOffset` is the topic's previous `toOffset`. On the topics of digests both may be
 * equal: time passed, and no event. Whoever drops such a message as old has what it tells with the next one.
 */
const span = { epoch, fromOffset: offset, toOffset: offset };

export const changesMessage = z.object({ topic: text, ...span, serverTime: instant, changes: z.array(change) });
