/** Counts of a range of time for one page. Costs are a request of their own (`costs`). */
import { z } from 'zod';
import { asOf, range, zone } from './list';
import { RANGE_LIMIT_DAYS } from './ranges';
import { dimensionMinutes, usageFilters, usageItem } from './usage';
import { count, instant, text } from './values';

/** Max value of `top`. */
const MAX_TOP = 100;

/** Query of `GET analytics`. */
export const analyticsQuery = z.strictObject({
  ...range,
  tz: zone.default('UTC').describe('Time zone of `range` and of the days.'),
  groupBy: z
    .enum(['day', 'hour'])
    .default('day')
    .describe(`\`hour\`: also by the hour, in ranges of at most ${RANGE_LIMIT_DAYS.hour} days.`),
  compare: z.literal('previous').optional().describe('`previous`: adds the period before, in `previous`.'),
  ...usageFilters,
  top: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_TOP)
    .default(10)
    .describe(
      'Max number of rooms and identities. In long ranges with many people they take longer than everything else: 0 leaves them out.',
    ),
});

const measures = {
  sessions: count.describe('Sessions that started.'),
  joins: count.describe('Connections that became active.'),
  aborted: count.describe('Joins that failed.'),
  personMs: count.describe('Time of people in ms, SIP included.'),
  agentMs: count.describe('Time of agents in ms.'),
  sipMs: count.describe('The part of `personMs` of kind SIP, in ms.'),
  estimatedMs: count.describe('The part of `personMs` and `agentMs` of connections whose end is estimated, in ms.'),
  minutes: dimensionMinutes,
  peakPeople: count.describe(
    'Highest number of people at one time, exact. Overlapping connections of one identity in one session are one person.',
  ),
  peakAgents: count.describe(
    'Highest number of agents at one time, exact. Overlapping connections count as for people.',
  ),
  peakSessions: count.describe('Highest number of sessions at one time, exact.'),
};

/** A calendar day of the range. */
export const analyticsDay = z.object({
  day: text.describe('`YYYY-MM-DD` in `tz`. The first and the last may be parts of days.'),
  ...measures,
});

/** An hour of the range. */
export const analyticsHour = z.object({
  hour: instant.describe('Its first instant. The first and the last may be parts of hours.'),
  ...measures,
});

/** Counts by value, highest first. */
const tally = z.array(
  z.object({ key: text.describe('The value. Empty: none was reported.'), count: count.describe('How many have it.') }),
);

/** Counts of a range. */
export const analytics = z.object({
  from: instant.describe('Start of the range that was counted.'),
  to: instant.describe('End of the range that was counted: not after now.'),
  tz: text.describe('Time zone of the days.'),
  days: z.array(analyticsDay).describe('Every day of the range, empty ones too.'),
  hours: z.array(analyticsHour).nullable().describe('Every hour of the range. Null unless `groupBy` is `hour`.'),
  previous: z
    .object({
      from: instant.describe('Start of the period.'),
      to: instant.describe('End of the period.'),
      days: z.array(analyticsDay).describe('Every day of the period.'),
    })
    .nullable()
    .describe(
      'The period before: the months before for whole months, else the same length right before. Of a range that is not over, as much of ' +
        'it as has passed. Null without `compare`.',
    ),
  leaves: tally.describe("Why people left: LiveKit's `DisconnectReason`."),
  ends: tally.describe('How sessions ended: `finished`, `superseded`, `reconciled`, `timeout`.'),
  lengths: tally.describe(
    'Sessions that ended, by length: `under_1m` `1m_5m` `5m_15m` `15m_30m` `30m_1h` `1h_2h` `2h_4h` `over_4h`.',
  ),
  rooms: z
    .array(usageItem)
    .nullable()
    .describe('Rooms with the most time of people and agents, at most `top`. Null: `top` is 0.'),
  identities: z
    .array(usageItem)
    .nullable()
    .describe('Identities of people with the most time, at most `top`. Null: `top` is 0.'),
  ...asOf,
});
