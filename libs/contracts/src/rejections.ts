/** Rejected webhook deliveries, one by one: the first of each reason in each minute. All are counted in `health.rejections`. */
import { z } from 'zod';
import { filter, listOf, page, range } from './list';
import { count, instant, text } from './values';

/** Days for which rejected deliveries are listed; fewer if `RETENTION_DAYS` is less. */
export const REJECTION_DAYS = 7;

/** A rejected delivery. Nothing in it was verified, so all of it is hostile; its body is not kept. */
export const rejection = z.object({
  id: count.describe('Number of the entry, ascending.'),
  at: instant.describe('When it arrived.'),
  reason: text.describe('As in `health.rejections`.'),
  apiKey: text.nullable().describe('The API key that the token named. Null: it named none.'),
  source: text.nullable().describe('The configured server that has that key. Null: none has.'),
  bytes: count.nullable().describe('Size of the body in bytes, as announced if it was not read. Null: not announced.'),
  remoteAddress: text.nullable().describe('Peer of the connection, which may be a proxy. Null: not known.'),
});

/** Query of `GET rejections`. */
export const rejectionsQuery = z.strictObject({
  reason: filter.describe('As in `health.rejections`.'),
  apiKey: filter.describe('Exact name of the API key.'),
  source: filter.describe('Name of the configured server that has the key.'),
  ...range,
  ...page,
});

/** Rejected deliveries, newest first. */
export const rejectionList = listOf(rejection).extend({
  notListed: count.describe(
    'Deliveries rejected in the hours (UTC) of the range that were only counted: of a flood, the first of each reason in a minute are listed.',
  ),
});
