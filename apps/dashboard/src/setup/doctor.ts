/**
 * Whether webhooks arrive, and if not, what to change. Pure: derives findings from the server's counts, the worst
 * first.
 *
 * A rejection is judged by what followed. If a valid webhook of the same key followed, it is over. If that cannot be
 * known (a server with several keys, a sender without a key), it counts until it has not been repeated for some time.
 */
import type { Activity, Health, RejectionSummary, ServerHealth, Stats } from '@livekit-dashboard/contracts';
import { rejectionWords, type Words } from './rejection-words';
import { oneOf, quoted, say, type Sentence, span } from './sentence';

/**
 * `bad`: webhooks are being lost. `doubt`: some may be lost. `hint`: it works and could be improved. `past`: it is
 * over.
 */
const TONES = ['bad', 'doubt', 'hint', 'past'] as const;
export type FindingTone = (typeof TONES)[number];

export interface Finding extends Words {
  /** The id of the finding, which is the same each time it is reported. */
  readonly id: string;
  readonly tone: FindingTone;
  /** For rejected webhooks: how many in 24 hours, and the time of the last. */
  readonly seen: { readonly count: number; readonly lastAt: string } | null;
}

export type Verdict = 'healthy' | 'waiting' | 'doubtful' | 'broken';

export interface Diagnosis {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

export interface Symptoms {
  readonly health: Health;
  /** Null: not loaded yet. */
  readonly stats: Stats | null;
  readonly activity: Activity | null;
  /** The server's clock in ms. */
  readonly now: number;
  readonly browserAheadSeconds: number;
}

const MINUTE = 60_000;
/** Several keys sign for one server: a rejection of one of them is over when it has not been repeated for this long. */
const QUIET_MS = 10 * MINUTE;
/** The same for findings that no key identifies. */
const STRANGER_QUIET_MS = 60 * MINUTE;
/** LiveKit retries for 15 s while this server is unreachable, and its times are whole seconds. */
const LATE_MS = 5000;
const SILENT_MS = 15 * MINUTE;
const ASKED_LATELY_MS = 5 * MINUTE;

export function diagnose(symptoms: Symptoms): Diagnosis {
  const findings = [
    ...noKey(symptoms),
    ...rejected(symptoms),
    ...unheard(symptoms),
    ...missed(symptoms),
    ...silent(symptoms),
    ...late(symptoms),
    ...reconciling(symptoms),
    ...onlyTested(symptoms),
    ...quarantined(symptoms),
  ].sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
  return { findings, verdict: verdictOf(findings, symptoms.health) };
}

function verdictOf(findings: readonly Finding[], { lastWebhookAt }: Health): Verdict {
  if (findings.some(({ tone }) => tone === 'bad')) return 'broken';
  if (findings.some(({ tone }) => tone === 'doubt')) return 'doubtful';
  return lastWebhookAt === null ? 'waiting' : 'healthy';
}

const finding = (id: string, tone: FindingTone, headline: Sentence, advice: Sentence): Finding[] => [
  { id, tone, headline, advice, seen: null },
];

/** Whether it was rejected because its key was not known then. */
const isForeignKey = ({ reason }: RejectionSummary): boolean =>
  reason === 'unknown_key' || reason === 'no_key_configured';

const hasKey = ({ servers }: Health): boolean => servers.some(({ keys }) => keys.length > 0);

function noKey({ health }: Symptoms): Finding[] {
  if (health.servers.length === 0 || hasKey(health)) return [];
  const asked = health.rejections.flatMap((one) => (isForeignKey(one) && one.apiKey ? [one.apiKey] : []));
  const which = asked.length > 0 ? say` Something signs with ${oneOf([...new Set(asked)])}.` : [];
  return finding(
    'no_key',
    'bad',
    say`This server has no API key, so it refuses every webhook.`,
    say`Set ${'LIVEKIT_API_KEY'} and ${'LIVEKIT_API_SECRET'} in its environment or in ${'.env'}, and restart it.${which}`,
  );
}

function rejected(symptoms: Symptoms): Finding[] {
  const { health } = symptoms;
  const others = health.rejections.filter((one) => !isForeignKey(one) || hasKey(health)); // see noKey
  return others.map((rejection) => ({
    id: `${rejection.reason} ${rejection.apiKey ?? ''}`,
    tone: toneOf(rejection, symptoms),
    ...rejectionWords(rejection, symptoms),
    seen: { count: rejection.count, lastAt: rejection.lastAt },
  }));
}

function toneOf(rejection: RejectionSummary, { health, now }: Symptoms): FindingTone {
  const owner = health.servers.find(({ keys }) => rejection.apiKey !== null && keys.includes(rejection.apiKey));
  const age = now - Date.parse(rejection.lastAt);
  if (owner) {
    if (isForeignKey(rejection)) return 'past'; // the key has been configured since
    if (!isAfter(owner.lastWebhookAt, rejection.lastAt)) return 'bad';
    return owner.keys.length === 1 || age >= QUIET_MS ? 'past' : 'doubt';
  }
  if (isAfter(health.lastWebhookAt, rejection.lastAt)) return age >= STRANGER_QUIET_MS ? 'past' : 'doubt';
  return isForeignKey(rejection) || health.lastWebhookAt === null ? 'bad' : 'doubt';
}

const isAfter = (at: string | null, other: string): boolean => at !== null && Date.parse(at) > Date.parse(other);

/** Whether the API of every server answered recently. */
const answering = ({ health: { servers }, now }: Symptoms): boolean =>
  servers.length > 0 &&
  servers.every(
    ({ reconcile, reconciledAt }) =>
      reconcile === 'ok' && reconciledAt !== null && now - Date.parse(reconciledAt) < ASKED_LATELY_MS,
  );

/** LiveKit's API lists open rooms, and not one webhook ever arrived. */
function unheard(symptoms: Symptoms): Finding[] {
  const { health, stats } = symptoms;
  if (health.lastWebhookAt !== null || health.rejections.length > 0 || !answering(symptoms)) return [];
  if (!stats?.activeSessions) return [];
  return finding(
    'unheard',
    'bad',
    say`LiveKit has open rooms, but no webhook has arrived.`,
    say`Its API answers, so its address and key are right. In ${'livekit.yaml'}, ${'webhook'} is missing or names another URL, LiveKit was not restarted since, or it cannot reach this server: then its log says ${'failed to send webhook'}.`,
  );
}

/** Whether reconcile found something after the last webhook that LiveKit lists and no webhook reported. */
function missed({ health: { lastWebhookAt }, activity }: Symptoms): Finding[] {
  const found = activity?.items.some(
    ({ synthetic, event, receivedAt }) =>
      synthetic && /_(listed|gone)$/.test(event) && lastWebhookAt !== null && receivedAt > lastWebhookAt,
  );
  if (!found) return [];
  return finding(
    'missed',
    'doubt',
    say`LiveKit's API reports changes that no webhook did.`,
    say`They were recovered from there, and the times of such ends are estimates. If this continues, LiveKit cannot reach this server: check its log for ${'failed to send webhook'}. After a crash of LiveKit this is expected and stops by itself.`,
  );
}

/** A call can be quiet for hours, so silence alone proves nothing; LiveKit's API resolves it, if it is configured. */
function silent(symptoms: Symptoms): Finding[] {
  const { health, stats, now } = symptoms;
  const quiet = health.lastWebhookAt === null ? 0 : now - Date.parse(health.lastWebhookAt);
  if (quiet < SILENT_MS || !stats?.activeSessions || answering(symptoms)) return [];
  const sessions = say`${stats.activeSessions} ${[stats.activeSessions === 1 ? 'session is' : 'sessions are']}`;
  return finding(
    'silent',
    'doubt',
    say`No webhook for ${span(quiet / 1000)}, though ${sessions} open.`,
    say`A quiet call sends none, so this may be right. If people came or left meanwhile, LiveKit cannot reach this server: see whether its log says ${'failed to send webhook'}. With ${'LIVEKIT_URL'} set, this server would compare by itself.`,
  );
}

/**
 * Delays among the last 200 webhooks are over once the latest one is not late: an outage stays among them for a long
 * time.
 */
function late({ health: { lagP95Ms, lastLagMs } }: Symptoms): Finding[] {
  const worst = Math.max(lagP95Ms ?? 0, lastLagMs ?? 0);
  if (worst < LATE_MS) return [];
  const now = (lastLagMs ?? 0) >= LATE_MS;
  return finding(
    'late',
    now ? 'doubt' : 'past',
    say`Webhooks ${[now ? 'come' : 'came']} up to ${span(worst / 1000)} after they were made.`,
    say`If this goes on, this server's clock is ahead of LiveKit's: turn on time synchronisation (NTP) on both. After this server was away it passes by itself, LiveKit repeats for 15 s. If only some are late, LiveKit waits for another receiver of its webhooks.`,
  );
}

function reconciling({ health: { servers } }: Symptoms): Finding[] {
  return servers.flatMap((server) => {
    if (server.keys.length === 0) return [];
    if (server.reconcile === 'failing') return failing(server);
    if (server.reconcile === 'off') return off(server, servers.length > 1);
    return [...anotherServer(server, servers.length > 1), ...noRedis(server)];
  });
}

const failing = ({ name, url, reconcileError }: ServerHealth): Finding[] =>
  finding(
    `reconcile ${name}`,
    'doubt',
    say`Can't reach LiveKit's API: ${quoted(reconcileError ?? 'no reason was given')}`,
    say`Lost webhooks are not recovered meanwhile. This server asks ${url ?? 'no address'} with its API key: check ${'LIVEKIT_URL'}, and that this server may reach it.`,
  );

/** Whether the lists of its API contradict its webhooks as a whole. */
function anotherServer({ name, url, contradictedSince }: ServerHealth, several: boolean): Finding[] {
  if (contradictedSince === null) return [];
  const variable = several ? 'LIVEKIT_SERVERS' : 'LIVEKIT_URL';
  return finding(
    `another ${name}`,
    'doubt',
    say`${variable} seems to be another server: its API lists none of the rooms that webhooks report.`,
    say`Nothing is ended or added by what ${url ?? 'it'} lists, so lost webhooks are not recovered. Set ${variable} to the address of the LiveKit server that sends the webhooks of ${name}, and restart this server.`,
  );
}

/** Egresses and ingresses need Redis in LiveKit; without it there are none to compare. */
function noRedis({ name, egress, ingress }: ServerHealth): Finding[] {
  if (egress !== 'not_connected' && ingress !== 'not_connected') return [];
  return finding(
    `redis ${name}`,
    'hint',
    say`Egresses and ingresses are not compared: LiveKit's API says they are not connected.`,
    say`This LiveKit runs without Redis, which its egress and ingress services need. If you do not record or ingest, nothing is missing.`,
  );
}

const off = ({ name }: ServerHealth, several: boolean): Finding[] =>
  finding(
    `reconcile ${name}`,
    'hint',
    say`Missed webhooks are not recovered.`,
    say`Give this server LiveKit's address, in ${several ? 'LIVEKIT_SERVERS' : 'LIVEKIT_URL'}: it then compares what it knows with LiveKit's own API, and ends sessions whose end was lost.`,
  );

function onlyTested({ health: { lastTestAt, lastWebhookAt, rejections } }: Symptoms): Finding[] {
  if (lastTestAt === null || lastWebhookAt !== null || rejections.length > 0) return [];
  return finding(
    'only_tested',
    'hint',
    say`The test event arrived, but nothing from LiveKit yet.`,
    say`This side works. Join a room: if nothing arrives then, LiveKit was not restarted after ${'webhook'} was added, or cannot reach the URL you gave it.`,
  );
}

/** Events that could not be stored because of a bug of the dashboard; another release may store them. */
function quarantined({ health: { quarantine } }: Symptoms): Finding[] {
  if (quarantine.count === 0) return [];
  const why = quarantine.reasons[0] ? say` ${quoted(quarantine.reasons[0].reason)}` : [];
  return finding(
    'quarantine',
    'doubt',
    say`${quarantine.count} ${[quarantine.count === 1 ? 'event' : 'events']} could not be processed.`,
    say`Nothing is lost: see Quarantine in Settings, and retry after an upgrade.${why}`,
  );
}
