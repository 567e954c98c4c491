import { z } from 'zod';
import { activity, agentDay, busiest, failures, health, hour } from './digests';
import { agent, egress, ingress, participant, session, stats, track } from './entities';
import type { DigestTopic } from './topics';
import type { Entities } from './types';
import { typed } from './typescript';
import { epoch, instant, offset, text } from './values';

/** Replaced whole, the newest `at` wins: one of each kind, whose id is the kind. */
export const DIGESTS = { stats, hour, busiest, activity, health, agentDay, failures } as const satisfies Record<
  DigestKind,
  z.ZodType
>;

/** The values of changes by their kind. */
export const entities = z.object({
  session: session.describe('One life of a room.'),
  participant: participant.describe('One connection of a session.'),
  track: track.describe('One published track.'),
  agent: agent.describe('A participant of kind AGENT.'),
  egress: egress.describe('A recording or stream that LiveKit makes.'),
  ingress: ingress.describe('A stream that LiveKit receives.'),
  stats: stats.describe('Digest: counts of the whole installation.'),
  hour: hour.describe('Digest: the last hour, minute by minute.'),
  busiest: busiest.describe('Digest: the active sessions with the most people.'),
  activity: activity.describe('Digest: the newest events.'),
  health: health.describe('Digest: whether webhooks arrive.'),
  agentDay: agentDay.describe('Digest: the agents of 24 hours.'),
  failures: failures.describe('Digest: what failed within an hour.'),
});

/** The kinds of changes that carry a digest. */
export type DigestKind = 'stats' | 'hour' | 'busiest' | 'activity' | 'health' | 'agentDay' | 'failures';

/** The digests of each digest topic; its snapshot has all of them. */
export const TOPIC_DIGESTS = {
  overview: ['stats', 'hour', 'busiest', 'activity', 'health', 'failures'],
  'agents-day': ['agentDay'],
} as const satisfies Record<DigestTopic, readonly DigestKind[]>;

/** What a change is about. `agent` rows travel on the topic `agents`; the same connection is a `participant` elsewhere. */
export type ChangeKind = keyof Entities;

/** The type of the value of a change of this kind. */
export type EntityOf<K extends ChangeKind> = Entities[K];

const changeOf = <K extends ChangeKind>(kind: K) =>
  z.object({
    kind: typed({ type: 'K' }, z.literal(kind).describe('What the change is about.')),
    id: text.describe(
      "The row's id within its kind, unique among all servers: its sid, with `<source>/` before it unless the server is `default` (see " +
        '`rowId`). Of a digest: the kind.',
    ),
    offset: offset.describe(
      'Offset of the last event folded into the row. Of two values of one id the higher offset is the newer; of digests the later `at`.',
    ),
    value: typed(
      { type: 'Entities[K] | null' },
      z.nullable(entities.shape[kind]).describe('The present value. Null: the row was deleted.'),
    ),
  });

/** The present value of one row. `value: null` means that the row was deleted. */
export const anyChange = typed({ declare: 'ChangeOf<K extends keyof Entities>' }, changeOf('session'));

/** A change of any kind: `kind` says which. */
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
  changeOf('failures'),
]);
typed({ declare: 'Change', type: '{ [K in keyof Entities]: ChangeOf<K> }[keyof Entities]' }, change);

/** A place in the stream, from which a client can resume. */
export const position = z.object({
  epoch: epoch.describe('UUID of the database. Offsets of two epochs cannot be compared.'),
  offset: offset.describe('Offset of the last event that is included. 0: before the first.'),
});

export const TOPIC_TEXT =
  '`overview`, `agents-day`, `sessions`, `agents`, `egresses`, `ingresses`, `events`, `session:<source>/<sid>` or `events:<source>/<sid>`; ' +
  '`session:<sid>` and `events:<sid>` where one server alone has the sid. Source and sid are percent-encoded.';
/** The topic of a message. In the schema it is any text. */
export const messageTopic = typed({ type: 'Topic' }, text.describe(TOPIC_TEXT));

/** The part of the stream that a message of a topic covers. */
export const messageSpan = {
  epoch: epoch.describe('UUID of the database.'),
  fromOffset: offset.describe("The topic's previous `toOffset`: the message covers (fromOffset, toOffset]."),
  toOffset: offset.describe('Offset of the last event that the message covers.'),
};

/**
 * Changes of a topic. On digest topics `fromOffset` and `toOffset` may be equal: time passed, and no event. A client that drops such a
 * message as old receives the same values with the next one.
 */
export const changesMessage = z.object({
  topic: messageTopic,
  ...messageSpan,
  serverTime: instant.describe('When the server sent it.'),
  changes: z.array(change).describe('The newest value of each row that changed.'),
});
