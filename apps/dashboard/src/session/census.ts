/** Counts of who joined a session, from its connections. Pure. */
import type { Participant } from '@livekit-dashboard/contracts';
import { byTime } from './by-time';
import { whoIs, type Who } from './kinds';

export interface Census {
  /** Distinct identities that joined, by kind. */
  readonly came: Readonly<Record<Who, number>>;
  /** Connections that joined, and joins that failed. */
  readonly connections: number;
  readonly aborted: number;
  /** The most people at one time. */
  readonly peakPeople: number;
}

export function censusOf(participants: readonly Participant[]): Census {
  const came = participants.filter(({ state }) => state !== 'aborted');
  const distinct = (who: Who): number =>
    new Set(came.flatMap((row) => (whoIs(row) === who ? [row.identity ?? row.sid] : []))).size;
  return {
    came: {
      person: distinct('person'),
      agent: distinct('agent'),
      machine: distinct('machine'),
      unknown: distinct('unknown'),
      hidden: distinct('hidden'),
    },
    connections: came.length,
    aborted: participants.length - came.length,
    peakPeople: peakOf(came.filter((row) => whoIs(row) === 'person')),
  };
}

/**
 * Within one millisecond the leaves of earlier connections come first, then the joins, then the leaves of connections
 * that joined in it.
 */
const TURNS = { leave: 0, join: 1, leaveAtOnce: 2 } as const;

interface Stay {
  readonly from: string;
  /** Null: still in. */
  readonly to: string | null;
}

/** Peak number of people. Overlapping connections of one identity, as after a reconnect, are one person. */
function peakOf(people: readonly Participant[]): number {
  const steps = staysOf(people).flatMap(({ from, to }) => {
    const turn = to === from ? TURNS.leaveAtOnce : TURNS.leave;
    const leave = to === null ? [] : [{ at: to, turn, by: -1 }];
    return [{ at: from, turn: TURNS.join, by: 1 }, ...leave];
  });
  steps.sort((a, b) => (a.at === b.at ? a.turn - b.turn : a.at < b.at ? -1 : 1));
  let [present, peak] = [0, 0];
  for (const { by } of steps) peak = Math.max(peak, (present += by));
  return peak;
}

/** When each person was in. */
function staysOf(people: readonly Participant[]): Stay[] {
  const byPerson = new Map<string, Stay[]>();
  const joined = people.filter(({ joinedAt }) => joinedAt !== null).sort(byTime(({ joinedAt }) => joinedAt));
  for (const { identity, sid, joinedAt, leftAt } of joined) {
    if (joinedAt === null) continue;
    const key = identity ?? `sid ${sid}`;
    const stays = byPerson.get(key) ?? [];
    const last = stays.at(-1);
    const overlaps = last && (last.to === null || joinedAt <= last.to);
    if (overlaps) stays[stays.length - 1] = { from: last.from, to: laterEnd(last.to, leftAt) };
    else stays.push({ from: joinedAt, to: leftAt });
    byPerson.set(key, stays);
  }
  return [...byPerson.values()].flat();
}

const laterEnd = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : a > b ? a : b;

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** `5 people, 1 agent, 1 machine · 9 connections · 1 failed join`: what the rows of the tab are. */
export function censusWords({ came, connections, aborted }: Census): string {
  const who = [
    ...counted(came.person, 'person', 'people'),
    ...counted(came.agent, 'agent', 'agents'),
    ...counted(came.machine, 'machine (egress, ingress)', 'machines (egress, ingress)'),
    ...counted(came.unknown, 'of unknown kind', 'of unknown kind'),
    ...counted(came.hidden, 'hidden', 'hidden'),
  ].join(', ');
  const rows = [
    ...counted(connections, 'connection', 'connections'),
    ...counted(aborted, 'failed join', 'failed joins'),
  ];
  return [who, ...rows].filter(Boolean).join(' · ');
}
