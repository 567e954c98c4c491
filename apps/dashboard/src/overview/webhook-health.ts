/**
 * Do LiveKit's webhooks come? One word, and why. Pure.
 *
 * "healthy" is said only where it is true: webhooks came, none was refused lately, what comes is not late, and LiveKit's own API
 * tells of nothing that no webhook told. LiveKit sends nothing while nothing happens, so silence counts only while sessions are
 * open, and then as a doubt, unless the API was asked lately and agrees.
 */
import type { Activity, Health, ServerHealth, Stats } from '@livekit-dashboard/contracts';
import { formatAgo, formatSpan, type Tone } from '@livekit-dashboard/ui';

export const REJECTED_LATELY_MS = 5 * 60_000;
export const QUIET_MS = 15 * 60_000;
/** An answer of the API that is older says nothing about now. */
export const ASKED_LATELY_MS = 5 * 60_000;
export const LATE_MS = 5000;

export interface WebhookVerdict {
  readonly tone: Tone;
  readonly word: string;
  readonly why: string;
}

export function webhookHealth(
  health: Health,
  stats: Stats | null,
  activity: Activity | null,
  now: number,
): WebhookVerdict {
  const open = stats?.activeSessions ?? 0;
  return (
    refused(health, now) ??
    never(health, open) ??
    missed(health, activity) ??
    late(health) ??
    quiet(health, open, now) ?? { tone: 'live', word: 'healthy', why: 'They come, and in time.' }
  );
}

const since = (at: string | null, now: number): number => (at === null ? Infinity : now - Date.parse(at));

function refused({ rejections, lastWebhookAt }: Health, now: number): WebhookVerdict | null {
  const last = rejections.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), '');
  if (last === '' || since(last, now) > REJECTED_LATELY_MS) return null;
  if (lastWebhookAt === null || lastWebhookAt < last) {
    return { tone: 'bad', word: 'rejected', why: 'The last that came was refused.' };
  }
  return { tone: 'doubt', word: 'some rejected', why: 'Some were refused lately, others are taken.' };
}

function never({ lastWebhookAt }: Health, open: number): WebhookVerdict | null {
  if (lastWebhookAt !== null) return null;
  if (open === 0) return { tone: 'ended', word: 'none yet', why: 'LiveKit has sent none yet.' };
  return { tone: 'bad', word: 'none come', why: "LiveKit's API lists sessions, but no webhook ever came." };
}

/** What reconcile found after the last webhook: LiveKit's server knows of it, and sent nothing. */
function missed({ lastWebhookAt }: Health, activity: Activity | null): WebhookVerdict | null {
  const found = activity?.items.some(
    ({ synthetic, event, receivedAt }) =>
      synthetic && /_(listed|gone)$/.test(event) && lastWebhookAt !== null && receivedAt > lastWebhookAt,
  );
  if (!found) return null;
  return { tone: 'doubt', word: 'some missing', why: "LiveKit's API tells of changes that no webhook told." };
}

/** Of many, or, while LiveKit catches up, of some before the last. */
function late({ lagP95Ms, lastLagMs }: Health): WebhookVerdict | null {
  if (lagP95Ms === null || lagP95Ms < LATE_MS) return null;
  if (lastLagMs !== null && lastLagMs < LATE_MS) {
    return { tone: 'doubt', word: 'some late', why: 'Of the last 200 some came late; the last came in time.' };
  }
  return { tone: 'doubt', word: 'late', why: 'They come long after what they tell of.' };
}

function quiet({ lastWebhookAt, servers }: Health, open: number, now: number): WebhookVerdict | null {
  const silence = since(lastWebhookAt, now);
  if (open === 0 || silence < QUIET_MS) return null;
  const length = formatAgo(silence).replace(' ago', '');
  if (servers.length > 0 && servers.every((server) => agrees(server, now))) {
    return { tone: 'live', word: 'healthy', why: `Quiet for ${length}; LiveKit's API agrees.` };
  }
  return { tone: 'doubt', word: `none for ${length}`, why: 'Sessions are open. It may be quiet, or they do not come.' };
}

const agrees = ({ reconcile, reconciledAt }: ServerHealth, now: number): boolean =>
  reconcile === 'ok' && since(reconciledAt, now) <= ASKED_LATELY_MS;

/** A delay that is known to the second only, so "at most"; rounded up, so that this stays true. */
export function atMost(lagMs: number | null): string {
  if (lagMs === null) return '–';
  if (lagMs < 1000) return 'under 1 s';
  if (lagMs < 10_000) return `at most ${(Math.ceil(lagMs / 100) / 10).toFixed(1)} s`;
  return lagMs < 60_000 ? `at most ${Math.ceil(lagMs / 1000)} s` : `at most ${formatSpan(lagMs + 59_999)}`;
}
