import type { Health } from '@livekit-dashboard/contracts';
import { activity, activityItem, health, stats } from '../live/testing';
import { atMost, webhookHealth } from './webhook-health';

const NOW = Date.parse('2026-11-23T09:00:00.000Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const rejection = (minutes: number) => ({
  reason: 'wrong_secret',
  apiKey: 'key',
  count: 1,
  lastAt: ago(minutes),
  clockOffsetSeconds: null,
});
const server = (reconcile: 'ok' | 'failing' | 'off', minutes: number) => ({
  name: 'default',
  url: null,
  keys: [],
  lastWebhookAt: null,
  reconcile,
  reconciledAt: ago(minutes),
  reconcileError: null,
});
const verdict = (more: Partial<Health>, open = 0, items = activity()) => {
  const { tone, word } = webhookHealth(health(more), stats({ activeSessions: open }), items, NOW);
  return `${tone}: ${word}`;
};

describe('webhookHealth', () => {
  it('is healthy when they came, in time, and none was refused lately', () => {
    expect(verdict({ lastWebhookAt: ago(0), lagP95Ms: 900 }, 3)).toBe('live: healthy');
    expect(verdict({ lastWebhookAt: ago(0), rejections: [rejection(6)] })).toBe('live: healthy');
  });

  it('is healthy when it is quiet because nothing is open', () => {
    expect(verdict({ lastWebhookAt: ago(600) }, 0)).toBe('live: healthy');
  });

  it('is not sure of a silence while sessions are open', () => {
    expect(verdict({ lastWebhookAt: ago(14) }, 1)).toBe('live: healthy');
    expect(verdict({ lastWebhookAt: ago(16) }, 1)).toBe('doubt: none for 16 min');
  });

  it("is sure of it when every server's API agrees, and was asked lately", () => {
    const silent = (...servers: Health['servers']) => verdict({ lastWebhookAt: ago(16), servers }, 1);
    expect(silent(server('ok', 1))).toBe('live: healthy');
    expect(silent(server('ok', 10))).toBe('doubt: none for 16 min');
    expect(silent(server('ok', 1), server('failing', 1))).toBe('doubt: none for 16 min');
    expect(silent(server('off', 1))).toBe('doubt: none for 16 min');
  });

  it('is red while the last that came was refused, amber when others are taken', () => {
    expect(verdict({ rejections: [rejection(1)] })).toBe('bad: rejected');
    expect(verdict({ lastWebhookAt: ago(2), rejections: [rejection(9), rejection(1)] })).toBe('bad: rejected');
    expect(verdict({ lastWebhookAt: ago(0), rejections: [rejection(1)] })).toBe('doubt: some rejected');
  });

  it('is neither healthy nor ill before the first', () => {
    expect(verdict({})).toBe('ended: none yet');
    expect(verdict({}, 2)).toBe('bad: none come');
  });

  it('doubts them when LiveKit knows of what none of them told', () => {
    const found = activityItem(9, { event: 'participant_gone', synthetic: true, receivedAt: ago(1) });
    expect(verdict({ lastWebhookAt: ago(2) }, 1, activity(found))).toBe('doubt: some missing');
    expect(verdict({ lastWebhookAt: ago(0) }, 1, activity(found))).toBe('live: healthy');
    const timeout = { ...found, event: 'session_timeout' };
    expect(verdict({ lastWebhookAt: ago(2) }, 1, activity(timeout))).toBe('live: healthy');
  });

  it('says that they are late', () => {
    expect(verdict({ lastWebhookAt: ago(0), lagP95Ms: 5000, lastLagMs: 6000 })).toBe('doubt: late');
    expect(verdict({ lastWebhookAt: ago(0), lagP95Ms: 5000, lastLagMs: 400 })).toBe('doubt: some late');
  });
});

describe('atMost', () => {
  it.each([
    [null, '–'],
    [999, 'under 1 s'],
    [1400, 'at most 1.4 s'],
    [1401, 'at most 1.5 s'],
    [31_200, 'at most 32 s'],
    [2_081_000, 'at most 35 min'],
  ])('%p ms is %s', (ms, text) => expect(atMost(ms)).toBe(text));
});
