import type { Health, RejectionSummary, ServerHealth } from '@livekit-dashboard/contracts';
import { activity, activityItem, health, stats } from '../live/testing';
import { diagnose, type Finding, type Symptoms } from './doctor';
import { plain } from './sentence';

const NOW = Date.parse('2026-11-23T09:00:00.000Z');
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

const server = (more: Partial<ServerHealth> = {}): ServerHealth => ({
  name: 'default',
  url: 'http://livekit:7880',
  keys: ['devkey'],
  lastWebhookAt: null,
  reconcile: 'ok',
  reconciledAt: ago(10),
  reconcileError: null,
  contradictedSince: null,
  egress: 'ok',
  ingress: 'ok',
  ...more,
});

const refusal = (reason: string, more: Partial<RejectionSummary> = {}): RejectionSummary => ({
  reason,
  apiKey: 'devkey',
  count: 3,
  lastAt: ago(5),
  clockOffsetSeconds: null,
  ...more,
});

const symptoms = (of: Partial<Health>, more: Partial<Symptoms> = {}): Symptoms => ({
  health: health({ servers: [server()], ...of }),
  stats: stats(),
  activity: null,
  now: NOW,
  browserAheadSeconds: 0,
  ...more,
});

/** What a user reads, line by line. */
const read = ({ tone, headline, advice }: Finding): string[] => [tone, plain(headline), plain(advice)];

const told = (of: Partial<Health>, more: Partial<Symptoms> = {}): string[] => {
  const [first] = diagnose(symptoms(of, more)).findings;
  return first ? read(first) : [];
};

const toldOf = (reason: string, more: Partial<RejectionSummary> = {}, around: Partial<Symptoms> = {}): string[] =>
  told({ rejections: [refusal(reason, more)] }, around);

describe('the doctor names each reason and the change to make', () => {
  it('no key, and which one LiveKit signs with', () => {
    const rejections = [refusal('no_key_configured', { apiKey: 'APIx' })];
    expect(told({ servers: [server({ keys: [] })], rejections })).toEqual([
      'bad',
      'This server has no API key, so it refuses every webhook.',
      'Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET in its environment or in .env, and restart it. Something signs with APIx.',
    ]);
  });

  it('unknown key, and which are known', () => {
    const servers = [server({ keys: ['devkey', 'old', 'older'] })];
    expect(told({ servers, rejections: [refusal('unknown_key', { apiKey: 'APIx' })] })).toEqual([
      'bad',
      'Something signs with the key APIx, which is not known here.',
      'Known: devkey, old or older. Either set webhook.api_key in livekit.yaml to that, or give this server the other key too, in LIVEKIT_KEYS, and restart what you changed.',
    ]);
  });

  it('wrong secret', () => {
    expect(toldOf('wrong_secret')).toEqual([
      'bad',
      'The secret of devkey here is not the one LiveKit signs with.',
      'Copy the value that livekit.yaml has under keys for it (on Cloud: that of the API key) into LIVEKIT_API_SECRET without spaces or quotes, and restart this server.',
    ]);
  });

  it('a clock ahead, by N seconds', () => {
    expect(toldOf('expired', { clockOffsetSeconds: 420 })).toEqual([
      'bad',
      "Clock off by 7 min: this server's is ahead of LiveKit's.",
      "This browser's clock agrees with this server's, so correct the clock on the LiveKit host: turn on time synchronisation (NTP) there. A token of devkey holds for 5 min. If the clocks agree, this was an old delivery that something posted again.",
    ]);
  });

  it('a clock behind, by N seconds', () => {
    expect(toldOf('not_yet_valid', { clockOffsetSeconds: -90 }, { browserAheadSeconds: 91 })).toEqual([
      'bad',
      "Clock off by 90 s: this server's is behind LiveKit's.",
      "This browser's clock agrees with LiveKit's, so correct this server's: turn on time synchronisation (NTP) there. Up to 60 s are allowed. The key devkey and its secret are right.",
    ]);
  });

  it('whose clock is wrong, only if the browser can know', () => {
    const advice = toldOf('expired', { clockOffsetSeconds: 420 }, { browserAheadSeconds: 4000 })[2];
    expect(advice).toMatch(/^Correct both clocks: turn on time synchronisation/);
  });

  it('an altered body', () => {
    expect(toldOf('body_mismatch')).toEqual([
      'bad',
      'The body was altered on its way: it does not match its signature.',
      'Key devkey and its secret are right. A proxy, gateway or firewall between LiveKit and here rewrites the JSON: have it forward POST /api/webhooks/livekit unmodified, or bypass it.',
    ]);
  });

  it.each([
    ['missing_token', 'Something posts here without a token.', /a proxy removes the header: have it forward that/],
    ['malformed_token', "Something posts here with a token that is not LiveKit's.", /leave that out for/],
    ['not_json', 'Something signs with devkey and posts what is not JSON.', /the other program that has this key/],
    ['not_utf8', 'Something signs with devkey and posts what is not UTF-8.', /the other program that has this key/],
    ['no_event_name', 'Something signs with devkey and posts JSON that names no event.', /has this key/],
    ['too_large', 'A webhook was too large.', /set limit\.max_metadata_size in livekit\.yaml/],
    ['bad_request', 'Requests broke off or could not be read.', /the log of the proxy/],
    ['quantum_fault', 'Webhooks are rejected: quantum_fault.', /reload it/],
  ])('%s', (reason, headline, advice) => {
    const [tone, first, second] = toldOf(reason);
    expect([tone, first]).toEqual(['bad', headline]);
    expect(second).toMatch(advice);
  });

  it('rooms of LiveKit without any webhook', () => {
    const [tone, headline] = told({}, { stats: stats({ activeSessions: 2 }) });
    expect([tone, headline]).toEqual(['bad', 'LiveKit has open rooms, but no webhook has arrived.']);
    expect(told({ servers: [server({ reconcile: 'off' })] }, { stats: stats({ activeSessions: 2 }) })[0]).toBe('hint');
  });

  it("silence while sessions are active, unless LiveKit's API confirms them", () => {
    const quiet = {
      lastWebhookAt: ago(3000),
      servers: [server({ reconcile: 'failing', reconcileError: 'timed out' })],
    };
    const around = { stats: stats({ activeSessions: 1 }) };
    expect(told(quiet, around).slice(0, 2)).toEqual(['doubt', 'No webhook for 50 min, though 1 session is open.']);
    expect(told({ ...quiet, servers: [server()] }, around)).toEqual([]);
    expect(told({ ...quiet, servers: [server({ reconciledAt: ago(900) })] }, around)[0]).toBe('doubt');
    expect(told({ lastWebhookAt: ago(60), servers: [server()] }, around)).toEqual([]);
  });

  it('webhooks that arrive late, and that arrived late', () => {
    const late = { lastWebhookAt: ago(1), lastLagMs: 42_300, lagP95Ms: 900 };
    expect(told(late).slice(0, 2)).toEqual(['doubt', 'Webhooks come up to 42 s after they were made.']);
    const over = { ...late, lastLagMs: 300, lagP95Ms: 15_000 };
    expect(told(over).slice(0, 2)).toEqual(['past', 'Webhooks came up to 15 s after they were made.']);
    expect(told({ ...late, lastLagMs: 900 })).toEqual([]);
  });

  it('an API of LiveKit that is not queried, or fails', () => {
    expect(told({ servers: [server({ reconcile: 'off' })] }).slice(0, 2)).toEqual([
      'hint',
      'Missed webhooks are not recovered.',
    ]);
    expect(told({ servers: [server({ reconcile: 'failing', reconcileError: 'connect ECONNREFUSED' })] })).toEqual([
      'doubt',
      "Can't reach LiveKit's API: connect ECONNREFUSED",
      'Lost webhooks are not recovered meanwhile. This server asks http://livekit:7880 with its API key: check LIVEKIT_URL, and that this server may reach it.',
    ]);
    expect(told({ servers: [server({ reconcile: 'waiting' })] })).toEqual([]);
  });

  it('an address that seems to be another server', () => {
    const servers = [server({ contradictedSince: ago(120) })];
    expect(told({ lastWebhookAt: ago(5), servers })).toEqual([
      'doubt',
      'LIVEKIT_URL seems to be another server: its API lists none of the rooms that webhooks report.',
      'Nothing is ended or added by what http://livekit:7880 lists, so lost webhooks are not recovered. Set LIVEKIT_URL to the address of the LiveKit server that sends the webhooks of default, and restart this server.',
    ]);
    const [first] = diagnose(
      symptoms({ servers: [server(), server({ name: 'us', contradictedSince: ago(1) })] }),
    ).findings;
    expect(plain(first?.headline ?? [])).toMatch(/^LIVEKIT_SERVERS seems/);
  });

  it('a LiveKit without Redis, as advice', () => {
    const servers = [server({ egress: 'not_connected', ingress: 'not_connected' })];
    expect(told({ lastWebhookAt: ago(5), servers }).slice(0, 2)).toEqual([
      'hint',
      "Egresses and ingresses are not compared: LiveKit's API says they are not connected.",
    ]);
  });

  it('a test that was received, without webhooks of LiveKit', () => {
    expect(told({ lastTestAt: ago(3) }).slice(0, 2)).toEqual([
      'hint',
      'The test event arrived, but nothing from LiveKit yet.',
    ]);
    expect(told({ lastTestAt: ago(3), lastWebhookAt: ago(1) })).toEqual([]);
  });
});

describe('the doctor judges a rejection by what followed', () => {
  const wrong = (lastAt: string): RejectionSummary => refusal('wrong_secret', { lastAt });

  it('reports no error if valid webhooks of that key arrived since', () => {
    const servers = [server({ lastWebhookAt: ago(2) })];
    const seen = diagnose(symptoms({ servers, lastWebhookAt: ago(2), rejections: [wrong(ago(60))] }));
    expect(seen.verdict).toBe('healthy');
    expect(seen.findings).toMatchObject([{ tone: 'past', seen: { count: 3, lastAt: ago(60) } }]);
  });

  it('reports an error if they arrived before', () => {
    const servers = [server({ lastWebhookAt: ago(60) })];
    expect(diagnose(symptoms({ servers, lastWebhookAt: ago(60), rejections: [wrong(ago(2))] })).verdict).toBe('broken');
  });

  it('is undecided for a while if another key may have signed them', () => {
    const servers = [server({ keys: ['devkey', 'other'], lastWebhookAt: ago(1) })];
    const tone = (lastAt: string) => told({ servers, lastWebhookAt: ago(1), rejections: [wrong(lastAt)] })[0];
    expect([tone(ago(60)), tone(ago(900))]).toEqual(['doubt', 'past']);
  });

  it('is undecided about unknown keys among valid webhooks, until they stopped for an hour', () => {
    const tone = (reason: string, lastAt: string) =>
      told({ lastWebhookAt: ago(1), rejections: [refusal(reason, { apiKey: null, lastAt })] })[0];
    expect([tone('missing_token', ago(60)), tone('missing_token', ago(3700))]).toEqual(['doubt', 'past']);
    expect(tone('unknown_key', ago(60))).toBe('doubt');
  });

  it('assumes that LiveKit changed to an unknown key that no valid webhook follows', () => {
    const rejections = [refusal('unknown_key', { apiKey: 'new', lastAt: ago(5) })];
    expect(told({ lastWebhookAt: ago(600), rejections })[0]).toBe('bad');
  });

  it('ignores an unknown key that is configured by now', () => {
    for (const reason of ['unknown_key', 'no_key_configured']) {
      expect(toldOf(reason, { apiKey: 'devkey' })[0]).toBe('past');
      expect(toldOf(reason, { apiKey: 'APIx' })[0]).toBe('bad');
    }
  });
});

describe('the verdict', () => {
  it('is the worst of the findings, which is first', () => {
    const servers = [server({ reconcile: 'off' })];
    const rejections = [refusal('missing_token', { apiKey: null }), refusal('wrong_secret')];
    const { verdict, findings } = diagnose(symptoms({ servers, lastWebhookAt: ago(60), rejections }));
    expect(verdict).toBe('broken');
    expect(findings.map(({ tone }) => tone)).toEqual(['bad', 'doubt', 'hint']);
  });

  it('waits before the first webhook', () => {
    expect(diagnose(symptoms({})).verdict).toBe('waiting');
  });

  it('keeps the name of a key verbatim', () => {
    const apiKey = '<b>restart</b> \u202E';
    const [first] = diagnose(symptoms({ rejections: [refusal('unknown_key', { apiKey })] })).findings;
    expect(first?.headline).toContainEqual({ verbatim: apiKey });
  });
});

describe("a session known only from LiveKit's API", () => {
  const found = (event: string, receivedAt: string, synthetic = true): string[] =>
    told({ lastWebhookAt: ago(60) }, { activity: activity(activityItem(1, { event, receivedAt, synthetic })) });

  it('after the last webhook is reported', () => {
    expect(found('participant_gone', ago(30))).toEqual([
      'doubt',
      "LiveKit's API reports changes that no webhook did.",
      'They were recovered from there, and the times of such ends are estimates. If this continues, LiveKit cannot reach this server: check its log for failed to send webhook. After a crash of LiveKit this is expected and stops by itself.',
    ]);
  });

  it.each([
    ['before it', 'session_gone', ago(90), true],
    ['by silence alone', 'session_timeout', ago(30), true],
    ['by a webhook', 'participant_left', ago(30), false],
  ])('%s is not reported', (_, event, at, synthetic) => expect(found(event, at, synthetic)).toEqual([]));
});
