/** How much was used, in groups. */
import { z } from 'zod';
import { DIMENSIONS, type Dimension } from './dimensions';
import { filter, listOf, page, range } from './list';
import { count, text } from './values';

export const USAGE_GROUPS = ['day', 'room', 'identity', 'agent', 'session', 'tenant'] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** Offsets such as `+02:00` are no zones: they know no summer time. */
const isZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The zone that days are days of. */
export const zone = z.string().max(64).refine(isZone, 'an IANA time zone, such as Europe/Berlin').default('UTC');

/** What use may be narrowed to. */
export const usageFilters = {
  room: filter.describe('Exact room name.'),
  identity: filter.describe('Exact identity.'),
  agent: filter.describe('Exact dispatch name of an agent.'),
  tenant: filter.describe('Exact tenant, the field `TENANT_KEY` of the room metadata.'),
  session: filter.describe('Session sid.'),
};

export const usageQuery = z.strictObject({
  ...range,
  tz: zone,
  groupBy: z.enum(USAGE_GROUPS).default('day'),
  ...usageFilters,
  ...page,
});

const perDimension = <T extends z.ZodType>(value: T) =>
  z.object(Object.fromEntries(DIMENSIONS.map((name) => [name, value])) as Record<Dimension, T>);

export const dimensionMinutes = perDimension(z.number().min(0)).describe(
  'Minutes of `units * increment` by dimension: seconds / 60.',
);
export const dimensionSeconds = perDimension(count).describe('The same in seconds, exact.');

export const usageItem = z.object({
  key: text
    .nullable()
    .describe('Day (`YYYY-MM-DD` in `tz`), room, identity, agent, session sid or tenant. Null: of none that is known.'),
  sessions: count,
  joins: count.describe('Connections ever active that joined in the range.'),
  aborted: count.describe('Connections given up in the range that never became active.'),
  identities: count
    .nullable()
    .describe("Distinct persons' identities. Null where they are not kept: whole days of a zone that is not UTC."),
  personMs: count.describe("Persons' time in the range, SIP too."),
  agentMs: count,
  sipMs: count.describe('The part of `personMs` that is of kind SIP.'),
  estimatedMs: count.describe('The part of `personMs` and `agentMs` that is of connections whose end is estimated.'),
  peakPeople: count.nullable().describe('The most people at one time. Null where it is not kept.'),
  minutes: dimensionMinutes,
  unitSeconds: dimensionSeconds,
});

export const usageList = listOf(usageItem);

export type UsageQuery = z.infer<typeof usageQuery>;
export type UsageItem = z.infer<typeof usageItem>;
export type UsageList = z.infer<typeof usageList>;
