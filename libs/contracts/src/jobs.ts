/** Lists of egresses and ingresses: of every room, and of none (a web egress). */
import { z } from 'zod';
import { egress, ingress } from './entities';
import { filter, listOf, page, range } from './list';

/** `active`: no end was reported. */
export const JOB_STATES = ['active', 'ended'] as const;

const job = {
  state: z.enum(JOB_STATES).optional().describe('`active`: no end was reported. Left out: both.'),
  session: filter.describe('Session sid.'),
  room: filter.describe('Exact room name.'),
  source: filter.describe('Name of the configured LiveKit server.'),
  status: filter.describe("LiveKit's status, or several separated by commas: any of them."),
  ...range,
  ...page,
};

/** Query of `GET egresses`. */
export const egressesQuery = z.strictObject({
  ...job,
  kind: filter.describe('`room_composite`, `web`, `participant`, `track_composite` or `track`.'),
  q: filter.describe('Part of the id, the room name, the session sid, or the location of a result.'),
});

/** Query of `GET ingresses`. */
export const ingressesQuery = z.strictObject({
  ...job,
  inputType: filter.describe('`RTMP_INPUT`, `WHIP_INPUT` or `URL_INPUT`.'),
  q: filter.describe('Part of an id, the room name or the session sid.'),
});

/** Egresses, newest first; those that did not start yet before all others. A range has those that ran in it. */
export const egressList = listOf(egress);
/** Uses of ingresses, newest first; those that did not start yet before all others. A range has those that ran in it. */
export const ingressList = listOf(ingress);

export type JobState = (typeof JOB_STATES)[number];
