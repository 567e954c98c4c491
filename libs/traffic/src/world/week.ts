/**
 * A week of a busy company, and the time after it: calls that agents answer at all hours, meetings in office hours,
 * each team's daily standup, the weekly townhall. The time of `presentMs` is always a busy afternoon, whatever the
 * hour, since the demo is watched: more sessions begin, and people switch their cameras more often (see
 * `World.restless`).
 */
import { MINUTE, SECOND } from './behaviour';
import { TEAMS } from './cast';
import { busyness, daily, isWorkingDay } from './office-hours';
import { agentCall, agentNeverCame, broadcast, flaky, meeting, emptyRoom, type Scenario, sipCall } from './scenarios';
import type { Process, World } from './world';

const HOUR = 60 * MINUTE;
/** Long enough for long sessions to have begun. */
const BEFORE_PRESENT_MS = HOUR;

interface Kind {
  readonly scenario: Scenario;
  /** How many begin per hour at present. */
  readonly perHour: number;
  /** The load at night, as a share of an office hour. */
  readonly night: number;
}

const KINDS: readonly Kind[] = [
  { scenario: meeting, perHour: 20, night: 0 },
  { scenario: agentCall, perHour: 50, night: 0.12 },
  { scenario: sipCall, perHour: 24, night: 0.12 },
  { scenario: flaky, perHour: 12, night: 0.05 },
  { scenario: agentNeverCame, perHour: 9, night: 0.2 },
  { scenario: emptyRoom, perHour: 4, night: 0 },
];
/** The busiest hour of the week before, as a share of the present. */
const PAST_PEAK = 0.2;
/** Sessions live at the present that `KINDS` gives, on average. */
const LIVE = 20;

export interface WeekOptions {
  readonly presentMs: number;
  /** About how many sessions are live at the present. */
  readonly rooms: number;
}

export function* week(world: World, options: WeekOptions): Process {
  for (const kind of KINDS) world.spawn(arrivals(world, kind, options));
  for (const team of TEAMS) world.spawn(standups(world, team));
  world.spawn(townhalls(world));
  yield Math.max(0, options.presentMs - 12 * MINUTE - world.nowMs());
  world.spawn(broadcast(world, { name: 'product-launch', guests: 26, lengthMs: 50 * MINUTE }));
}

/** Higher at present than at any earlier hour. */
function* arrivals(world: World, { scenario, perHour, night }: Kind, { presentMs, rooms }: WeekOptions): Process {
  const most = (perHour * rooms) / LIVE;
  for (;;) {
    yield world.random.gap(HOUR / most);
    const past = world.nowMs() < presentMs - BEFORE_PRESENT_MS;
    const share = past ? PAST_PEAK * (night + (1 - night) * busyness(world.nowMs())) : 1;
    if (world.random.chance(share)) world.spawn(scenario(world));
  }
}

function* standups(world: World, team: string): Process {
  for (const day of daily(world.nowMs(), 9, 30)) {
    yield day.getTime() - world.nowMs() + world.random.between(-60, 60) * SECOND;
    const standup = { name: `${team}-standup`, lengthMs: world.random.between(9, 16) * MINUTE };
    if (isWorkingDay(day)) world.spawn(meeting(world, standup));
  }
}

function* townhalls(world: World): Process {
  for (const day of daily(world.nowMs(), 16, 0)) {
    yield day.getTime() - world.nowMs();
    if (day.getDay() === 4) world.spawn(broadcast(world, { name: 'townhall', guests: 34, lengthMs: 45 * MINUTE }));
  }
}
