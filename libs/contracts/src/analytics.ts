/** What a range of time looked like, in numbers for one page. Costs are asked for apart (`costs`). */
import { z } from 'zod';
import { asOf, range } from './list';
import { dimensionMinutes, usageFilters, usageItem, zone } from './usage';
import { count, instant, text } from './values';

const MOST_TOP = 100;

export const analyticsQuery = z.strictObject({
  ...range,
  tz: zone,
  ...usageFilters,
  top: z.coerce
    .number()
    .int()
    .min(0)
    .max(MOST_TOP)
    .default(10)
    .describe(
      'How many rooms and identities. In long ranges of many people they take longer than all the rest: 0 leaves them out.',
    ),
});

export const analyticsDay = z.object({
  day: text.describe('`YYYY-MM-DD` in `tz`. The first and the last may be parts of days.'),
  sessions: count.describe('Sessions that started.'),
  joins: count,
  aborted: count.describe('Joins that failed.'),
  personMs: count,
  agentMs: count,
  sipMs: count,
  estimatedMs: count,
  minutes: dimensionMinutes,
  peakPeople: count.describe('The most at one time, exactly; so are those below.'),
  peakAgents: count,
  peakSessions: count,
});

/** How many of each; the most first. Key empty: LiveKit did not tell. */
const tally = z.array(z.object({ key: text, count }));

export const analytics = z.object({
  from: instant,
  to: instant.describe('Not after now: what is to come is not counted.'),
  tz: text,
  days: z.array(analyticsDay).describe('Every day of the range, also those without anything.'),
  leaves: tally.describe("Why people left: LiveKit's `DisconnectReason`."),
  ends: tally.describe('How sessions ended: `finished`, `superseded`, `reconciled`, `timeout`.'),
  lengths: tally.describe(
    'Sessions that ended, by length: `under_1m` `1m_5m` `5m_15m` `15m_30m` `30m_1h` `1h_2h` `2h_4h` `over_4h`.',
  ),
  rooms: z
    .array(usageItem)
    .nullable()
    .describe('Those with the most time of people and agents, at most `top`. Null if none were asked for.'),
  identities: z.array(usageItem).nullable().describe('The same of people.'),
  ...asOf,
});

export type AnalyticsQuery = z.infer<typeof analyticsQuery>;
export type AnalyticsDay = z.infer<typeof analyticsDay>;
export type Analytics = z.infer<typeof analytics>;
