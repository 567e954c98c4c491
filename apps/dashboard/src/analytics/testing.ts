/** For tests only: answers of REST. */
import type { Analytics, AnalyticsDay, Costs, UsageItem } from '@livekit-dashboard/contracts';

const AS_OF = {
  epoch: '00000000-0000-4000-8000-000000000000',
  offset: 1,
  serverTime: '2026-11-23T09:00:00.000Z',
} as const;

export const NO_MINUTES = {
  participant: 0,
  agent: 0,
  sip: 0,
  transcode_video: 0,
  transcode_audio: 0,
  track_egress: 0,
} as const;

export const analyticsDay = (day: string, more: Partial<AnalyticsDay> = {}): AnalyticsDay => ({
  day,
  sessions: 0,
  joins: 0,
  aborted: 0,
  personMs: 0,
  agentMs: 0,
  sipMs: 0,
  estimatedMs: 0,
  minutes: NO_MINUTES,
  peakPeople: 0,
  peakAgents: 0,
  peakSessions: 0,
  ...more,
});

export const usageItem = (key: string | null, more: Partial<UsageItem> = {}): UsageItem => ({
  ...analyticsDay(''),
  key,
  source: null,
  identities: 0,
  peakPeople: null,
  unitSeconds: NO_MINUTES,
  ...more,
});

export const analytics = (more: Partial<Analytics> = {}): Analytics => ({
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-23T09:00:00.000Z',
  tz: 'UTC',
  days: [analyticsDay('2026-11-22'), analyticsDay('2026-11-23')],
  hours: null,
  previous: null,
  leaves: [],
  ends: [],
  lengths: [],
  rooms: [],
  identities: [],
  ...AS_OF,
  ...more,
});

export const costs = (more: Partial<Costs> = {}): Costs => ({
  scope: 'all',
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-24T00:00:00.000Z',
  currency: 'USD',
  lines: [],
  monthlyFee: '0',
  total: '0',
  estimatedMinutes: 0,
  notMeasured: [],
  days: [],
  monthToDate: '0',
  forecast: null,
  parts: null,
  previous: null,
  ...AS_OF,
  ...more,
});
