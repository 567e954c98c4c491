/** Usage in groups. */
import { z } from 'zod';
import { DIMENSIONS, type Dimension } from './dimensions';
import { filter, listOf, page, range, source, zone } from './list';
import { RANGE_LIMIT_DAYS } from './ranges';
import { count, instant, text } from './values';

export const COST_GROUPS = ['day', 'room', 'identity', 'agent', 'session', 'tenant'] as const;
/** What costs can be grouped by. */
export type CostGroup = (typeof COST_GROUPS)[number];

/** What usage can be grouped by. `hour`: in ranges of at most `RANGE_LIMIT_DAYS.hour` days. */
export const USAGE_GROUPS = ['hour', ...COST_GROUPS] as const;
/** What usage can be grouped by. */
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** Filters of usage and costs. */
export const usageFilters = {
  source,
  room: filter.describe('Exact room name.'),
  identity: filter.describe('Exact identity.'),
  agent: filter.describe('Exact dispatch name of an agent.'),
  tenant: filter.describe('Exact tenant, as the room metadata or a participant names it under `TENANT_KEY`.'),
  session: filter.describe('Session sid.'),
};

/** Query of `GET usage`. */
export const usageQuery = z.strictObject({
  ...range,
  tz: zone.default('UTC').describe('Time zone of `range` and of the days.'),
  groupBy: z
    .enum(USAGE_GROUPS)
    .default('day')
    .describe(`One item for each. \`hour\`: in ranges of at most ${RANGE_LIMIT_DAYS.hour} days.`),
  ...usageFilters,
  ...page,
});

const DIMENSION_TEXTS: Readonly<Record<Dimension, string>> = {
  participant: 'Connections of people (SIP aside) and of agents.',
  agent: 'Connections of agents, on top of `participant`.',
  sip: 'Connections of kind SIP.',
  transcode_video: 'Composite egress and ingress with video.',
  transcode_audio: 'Composite egress and ingress with audio alone.',
  track_egress: 'Egress of one track without transcoding.',
};

const perDimension = <T extends z.ZodType>(value: T) =>
  z.object(
    Object.fromEntries(DIMENSIONS.map((name) => [name, value.describe(DIMENSION_TEXTS[name])])) as Record<Dimension, T>,
  );

/** Minutes by dimension. */
export const dimensionMinutes = perDimension(z.number().min(0)).describe(
  'Minutes of `units * increment` by dimension: seconds / 60.',
);
/** Seconds by dimension. */
export const dimensionSeconds = perDimension(count).describe('Seconds of `units * increment` by dimension, exact.');

/** Two servers may have a session of one sid. */
export const partSource = text
  .nullable()
  .describe('Name of the LiveKit server of the session. Null: `groupBy` is not `session`, or the key is null.');

/** The usage of one hour, day, room, identity, agent, session or tenant. */
export const usageItem = z.object({
  key: text
    .nullable()
    .describe(
      'Hour (its first instant), day (`YYYY-MM-DD` in `tz`), room, identity, agent, session sid or tenant. Null: not known.',
    ),
  source: partSource,
  sessions: count.describe(
    'Sessions that started in the range; by identity or agent, sessions whose first connection of the key is in the range.',
  ),
  joins: count.describe('Connections that joined in the range and became active.'),
  aborted: count.describe('Connections that failed in the range: they never became active.'),
  identities: count
    .nullable()
    .describe("Distinct persons' identities. Null where they are not kept: whole days of a zone other than UTC."),
  personMs: count.describe('Time of people in the range in ms, SIP included.'),
  agentMs: count.describe('Time of agents in the range in ms.'),
  sipMs: count.describe('The part of `personMs` of kind SIP, in ms.'),
  estimatedMs: count.describe('The part of `personMs` and `agentMs` of connections whose end is estimated, in ms.'),
  peakPeople: count.nullable().describe('Highest number of people at one time. Null where it is not kept.'),
  minutes: dimensionMinutes,
  unitSeconds: dimensionSeconds,
});

/** A page of usage. */
export const usageList = listOf(usageItem).extend({
  from: instant.describe(
    'Start of the range that was counted. Later than requested if the request exceeds the limit and nothing was stored before.',
  ),
  to: instant.describe('End of the range that was counted: not after now.'),
});
