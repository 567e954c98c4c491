/** The failures of an hour on the overview, with the address of the list of each. Pure. */
import type { Failures } from '@livekit-dashboard/contracts';
import { formatCount } from '@livekit-dashboard/ui';

export interface FailureItem {
  readonly label: string;
  /** Null until it is known. */
  readonly count: number | null;
  /** Whether there are more than are counted. */
  readonly more: boolean;
  /** The number of sessions, if it differs. */
  readonly note: string | null;
  readonly title: string;
  readonly tone: 'bad' | 'doubt' | 'quiet';
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
}

interface Kind {
  readonly one: string;
  readonly many: string;
  readonly title: string;
  readonly tone: 'bad' | 'doubt';
  /** The query of their list, without the range. */
  readonly path: string;
  readonly filter: Readonly<Record<string, string | number>>;
}

const ofSessions = (flag: string): Pick<Kind, 'path' | 'filter'> => ({
  path: '/sessions',
  filter: { view: 'history', live: 1, [flag]: 1 },
});

const JOINS: Kind = {
  one: 'failed join',
  many: 'failed joins',
  title: 'People and agents that tried to join and failed',
  tone: 'bad',
  ...ofSessions('failed'),
};
const DROPS: Kind = {
  one: 'drop',
  many: 'drops',
  title: 'People whose connection was lost: timed out, closed, media failed, server shut down',
  tone: 'bad',
  ...ofSessions('dropped'),
};
const RECORDINGS: Kind = {
  one: 'failed recording',
  many: 'failed recordings',
  title: 'Recordings and streams (egress) that failed or were aborted',
  tone: 'bad',
  // Not limited to sessions, since an egress of a web page has no room.
  path: '/egress',
  filter: { state: 'failed' },
};
const UNATTENDED: Kind = {
  one: 'without an agent',
  many: 'without an agent',
  title: 'Sessions that people joined but no agent did',
  tone: 'doubt',
  ...ofSessions('unattended'),
};

/** Before the counts are known the items are shown without them, so that nothing moves when they arrive. */
export function failureItems(failures: Failures | null): readonly FailureItem[] {
  const range = failures && { from: short(failures.from), to: short(failures.to) };
  const item = (
    kind: Kind,
    counted: { readonly count: number; readonly sessions: number } | undefined,
  ): FailureItem => {
    const count = counted?.count ?? null;
    return {
      label: count === 1 ? kind.one : kind.many,
      count,
      more: false,
      note: counted && counted.sessions !== counted.count ? `in ${sessionsWord(counted.sessions)}` : null,
      title: kind.title,
      tone: count ? kind.tone : 'quiet',
      path: kind.path,
      query: { ...kind.filter, ...range },
    };
  };
  const unattended = failures && { count: failures.unattended, sessions: failures.unattended };
  return [
    item(JOINS, failures?.joins),
    item(DROPS, failures?.drops),
    item(RECORDINGS, failures?.recordings),
    item(UNATTENDED, unattended ?? undefined),
    {
      label: failures?.rejections === 1 && !failures.rejectionsMore ? 'rejected webhook' : 'rejected webhooks',
      count: failures?.rejections ?? null,
      more: failures?.rejectionsMore ?? false,
      note: null,
      title: 'Rejected webhooks: wrong key or secret, clock, altered body',
      tone: failures?.rejections ? 'bad' : 'quiet',
      path: '/events',
      query: { rejected: 'only', ...range },
    },
  ];
}

const sessionsWord = (count: number): string => `${formatCount(count)} ${count === 1 ? 'session' : 'sessions'}`;

/** In whole minutes, as in addresses. */
const short = (instant: string): string => instant.replace(/:00\.000Z$/, 'Z');
