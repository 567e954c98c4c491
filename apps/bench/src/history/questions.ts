/** Queries over a year, each with a goal for its response time. */
const DAY_MS = 86_400_000;

export interface Question {
  readonly name: string;
  readonly goalMs: number;
  /** A different path each time, so that no answer comes from a cache. */
  readonly path: (time: number) => string;
  readonly times: number;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const back = (days: number): string => iso(Date.now() - days * DAY_MS);
/** As pages query: from the start of a day. */
const day = (days: number): string => `${back(days).slice(0, 10)}T00:00:00.000Z`;
const list = (filter: (time: number) => string) => (time: number) => `sessions?state=ended&limit=100&${filter(time)}`;

/** `sessions`: how many there are. */
export const questions = (sessions: number): readonly Question[] => [
  { name: 'list, newest', goalMs: 50, times: 40, path: list(() => '') },
  {
    name: 'list of a week',
    goalMs: 50,
    times: 40,
    path: list((n) => `from=${back(300 - n * 7)}&to=${back(293 - n * 7)}`),
  },
  { name: 'list by room', goalMs: 50, times: 40, path: list((n) => `room=room-${(n * 37) % (sessions / 20)}`) },
  {
    name: 'list by identity',
    goalMs: 50,
    times: 40,
    path: list((n) => `identity=person-${(n * 37) % (sessions / 5)}`),
  },
  {
    name: 'list by reason, longest first',
    goalMs: 50,
    times: 40,
    path: list((n) => `endReason=timeout&sort=-duration&from=${back(200 - n)}&to=${back(170 - n)}`),
  },
  { name: 'list by metadata', goalMs: 50, times: 40, path: list((n) => `metadata=customer:customer-${n * 3}`) },
  { name: 'one session', goalMs: 100, times: 40, path: (n) => `sessions/RM_${(n * 7919) % sessions}` },
  {
    name: 'analytics, 30 days',
    goalMs: 300,
    times: 20,
    path: (n) => `analytics?top=0&from=${day(60 + n)}&to=${day(30 + n)}`,
  },
  {
    name: 'its rooms with the most time',
    goalMs: 300,
    times: 20,
    path: (n) => `usage?groupBy=room&limit=12&from=${day(60 + n)}&to=${day(30 + n)}`,
  },
  {
    name: 'its identities with the most time',
    goalMs: 300,
    times: 20,
    path: (n) => `usage?groupBy=identity&limit=12&from=${day(60 + n)}&to=${day(30 + n)}`,
  },
  { name: 'analytics, 12 months', goalMs: 1000, times: 8, path: (n) => `analytics?top=0&from=${day(364 - n)}` },
  {
    name: 'its identities with the most time',
    goalMs: 1000,
    times: 4,
    path: (n) => `usage?groupBy=identity&limit=12&from=${day(364 - n)}`,
  },
  {
    name: '12 months, one room',
    goalMs: 5000,
    times: 6,
    path: (n) => `analytics?top=0&from=${day(364)}&room=room-${n}`,
  },
  {
    name: '12 months, one customer (of 200)',
    goalMs: 5000,
    times: 6,
    path: (n) => `analytics?top=0&from=${day(364)}&tenant=customer-${n}`,
  },
  {
    name: '12 months, one agent (in a fifth of all sessions)',
    goalMs: 5000,
    times: 4,
    path: (n) => `analytics?top=0&from=${day(364)}&agent=agent-${n}`,
  },
];
