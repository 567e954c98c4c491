/** Who came to a session, counted from its connections. Pure. */
import type { Participant } from '@livekit-dashboard/contracts';
import { whoIs, type Who } from './kinds';

export interface Census {
  /** Distinct identities that were in, by what they are. */
  readonly came: Readonly<Record<Who, number>>;
  /** Connections that were in, and joins that failed. */
  readonly connections: number;
  readonly aborted: number;
  /** The most people's connections at one time. */
  readonly peakPeople: number;
}

export function censusOf(participants: readonly Participant[]): Census {
  const came = participants.filter(({ state }) => state !== 'aborted');
  const distinct = (who: Who): number =>
    new Set(came.flatMap(({ kind, identity, sid }) => (whoIs(kind) === who ? [identity ?? sid] : []))).size;
  return {
    came: {
      person: distinct('person'),
      agent: distinct('agent'),
      machine: distinct('machine'),
      unknown: distinct('unknown'),
    },
    connections: came.length,
    aborted: participants.length - came.length,
    peakPeople: peakOf(came.filter(({ kind }) => whoIs(kind) === 'person')),
  };
}

/** Within one millisecond: who was there before leaves, then come the joins, then leave those who came just then. */
const TURNS = { leave: 0, join: 1, leaveAtOnce: 2 } as const;

function peakOf(people: readonly Participant[]): number {
  const steps = people.flatMap(({ joinedAt, leftAt }) => {
    if (joinedAt === null) return [];
    const turn = leftAt === joinedAt ? TURNS.leaveAtOnce : TURNS.leave;
    const leave = leftAt === null ? [] : [{ at: leftAt, turn, by: -1 }];
    return [{ at: joinedAt, turn: TURNS.join, by: 1 }, ...leave];
  });
  steps.sort((a, b) => (a.at === b.at ? a.turn - b.turn : a.at < b.at ? -1 : 1));
  let [present, peak] = [0, 0];
  for (const { by } of steps) peak = Math.max(peak, (present += by));
  return peak;
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** `5 people, 1 agent, 1 machine · 9 connections · 1 failed join`: what the rows of the tab are. */
export function censusWords({ came, connections, aborted }: Census): string {
  const who = [
    ...counted(came.person, 'person', 'people'),
    ...counted(came.agent, 'agent', 'agents'),
    ...counted(came.machine, 'machine (egress, ingress)', 'machines (egress, ingress)'),
    ...counted(came.unknown, 'of unknown kind', 'of unknown kind'),
  ].join(', ');
  const rows = [
    ...counted(connections, 'connection', 'connections'),
    ...counted(aborted, 'failed join', 'failed joins'),
  ];
  return [who, ...rows].filter(Boolean).join(' · ');
}
