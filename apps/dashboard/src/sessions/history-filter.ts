/** The filters of the history in the URL. Other parameters are ignored. */
import {
  type EndReason,
  SESSION_LENGTH_ENDS,
  SESSION_LENGTHS,
  type SessionFlag,
  type SessionMoment,
} from '@livekit-dashboard/contracts';
import { NO_RANGE } from '../range/range';
import { END_LABELS, FILTER_LABELS, leaveLabel, lengthLabel } from '../shared/labels';

/** Text filters: the URL and the API have the same parameter. */
export const TEXT_FILTERS = [
  { name: 'room', label: 'Room', hint: 'Exact room name' },
  { name: 'identity', label: 'Identity', hint: 'Exact identity' },
  { name: 'agent', label: 'Agent', hint: 'Dispatch name' },
  { name: 'metadata', label: 'Metadata', hint: 'field:value, for example plan:pro' },
  { name: 'tenant', label: 'Tenant', hint: 'Tenant, or part of it' },
  { name: 'source', label: FILTER_LABELS.source, hint: 'Server name' },
] as const;
export type TextFilter = (typeof TEXT_FILTERS)[number]['name'];

export const HISTORY_FLAGS: Readonly<Record<SessionFlag, string>> = {
  estimated: 'End estimated',
  aborted: 'Failed joins, any time',
  recorded: 'Recorded',
};

/** Flags of the URL for what happened within the range. */
export const HAPPENINGS = [
  { name: 'dropped', label: 'Dropped' },
  { name: 'failed', label: 'Failed joins' },
  { name: 'recordingFailed', label: 'Failed recording' },
  { name: 'unattended', label: 'No agent joined' },
] as const;

const MOMENTS = { start: 'Started in range', end: 'Ended in range' } as const;

export const reasons = Object.keys(END_LABELS) as EndReason[];
export const flags = Object.keys(HISTORY_FLAGS) as SessionFlag[];

export interface HistoryFilter {
  readonly texts: Partial<Readonly<Record<TextFilter, string>>>;
  readonly reason: EndReason | null;
  readonly flags: readonly SessionFlag[];
  /** Which part of a session must be in the range, if not any part. */
  readonly moment: Exclude<SessionMoment, 'overlap'> | null;
  /** Those too that have not ended. */
  readonly live: boolean;
  /** The reason for which a participant left within the range, as LiveKit names it. */
  readonly leave: string | null;
  /** A join failed within the range. */
  readonly failed: boolean;
  /** A connection of a person dropped within the range. */
  readonly dropped: boolean;
  /** A recording failed within the range. */
  readonly recordingFailed: boolean;
  /** The first person joined within the range, and no agent did. */
  readonly unattended: boolean;
  readonly length: SessionLength | null;
}

type SessionLength = (typeof SESSION_LENGTHS)[number];

/** An active filter, and the URL without it. */
export interface Chip {
  readonly label: string;
  readonly value: string | null;
  readonly without: Readonly<Record<string, string | null>>;
}

const LONGEST = 512;
const MINUTE_MS = 60_000;
const isText = (name: TextFilter, value: string): boolean =>
  value !== '' && value.length <= LONGEST && (name !== 'metadata' || isField(value));

/** A field, a colon and its value. */
export const isField = (text: string): boolean => /^[^:]+:/.test(text);

/**
 * The tenants that a text can mean: the text itself if it is one of `known`, otherwise those of `known` that contain
 * it, ignoring case. Other tenants must be entered whole, so a text that none contains means itself.
 */
export function tenantsLike(text: string, known: readonly string[]): readonly string[] {
  if (known.includes(text)) return [text];
  const part = text.toLowerCase();
  const found = known.filter((tenant) => tenant.toLowerCase().includes(part));
  return found.length === 0 ? [text] : found;
}

/** `parameter`: reads one of the URL. */
export function parseHistoryFilter(parameter: (name: string) => string | null): HistoryFilter {
  const texts = TEXT_FILTERS.map(({ name }) => [name, parameter(name) ?? ''] as const);
  const named = new Set(parameter('flags')?.split(','));
  return {
    texts: Object.fromEntries(texts.filter(([name, value]) => isText(name, value))),
    reason: reasons.find((reason) => reason === parameter('reason')) ?? null,
    flags: flags.filter((flag) => named.has(flag)),
    moment: (['start', 'end'] as const).find((moment) => moment === parameter('moment')) ?? null,
    live: parameter('live') !== null,
    leave: parameter('leave')?.slice(0, LONGEST) ?? null,
    failed: parameter('failed') !== null,
    dropped: parameter('dropped') !== null,
    recordingFailed: parameter('recordingFailed') !== null,
    unattended: parameter('unattended') !== null,
    length: SESSION_LENGTHS.find((length) => length === parameter('length')) ?? null,
  };
}

/** For the API. */
export const historyQuery = (filter: HistoryFilter) => ({
  ...filter.texts,
  endReason: filter.reason,
  flags: filter.flags.join(','),
  moment: filter.moment,
  state: filter.live ? null : 'ended',
  leaveReason: filter.leave,
  joinFailures: filter.failed ? 'true' : null,
  dropped: filter.dropped ? 'true' : null,
  recordingFailures: filter.recordingFailed ? 'true' : null,
  unattended: filter.unattended ? 'true' : null,
  ...spanOfLength(filter.length),
});

function spanOfLength(length: SessionLength | null) {
  if (length === null) return {};
  const index = SESSION_LENGTHS.indexOf(length);
  const msOf = (minutes: number | undefined) => (minutes === undefined ? null : minutes * MINUTE_MS);
  return { minDurationMs: msOf(SESSION_LENGTH_ENDS[index - 1]), maxDurationMs: msOf(SESSION_LENGTH_ENDS[index]) };
}

export const chipsOf = ({ texts, reason, flags: set, ...more }: HistoryFilter): readonly Chip[] => [
  ...TEXT_FILTERS.flatMap(({ name, label }) => {
    const value = texts[name];
    return value === undefined ? [] : [{ label, value, without: { [name]: null } }];
  }),
  ...(reason ? [{ label: 'End reason', value: END_LABELS[reason], without: { reason: null } }] : []),
  ...set.map((flag) => ({ label: HISTORY_FLAGS[flag], value: null, without: { flags: toggledFlag(set, flag) } })),
  ...(more.moment ? [{ label: MOMENTS[more.moment], value: null, without: { moment: null } }] : []),
  ...(more.leave ? [{ label: 'Leave reason', value: leaveLabel(more.leave), without: { leave: null } }] : []),
  ...HAPPENINGS.filter(({ name }) => more[name]).map(({ name, label }) => ({
    label,
    value: null,
    without: { [name]: null },
  })),
  ...(more.length ? [{ label: 'Length', value: lengthLabel(more.length), without: { length: null } }] : []),
  ...(more.live ? [{ label: 'Including live', value: null, without: { live: null } }] : []),
];

/** The flags with one added or removed, for the URL. Null: none. */
export function toggledFlag(set: readonly SessionFlag[], flag: SessionFlag): string | null {
  return flags.filter((other) => set.includes(other) !== (other === flag)).join(',') || null;
}

/** A filter has the name of its parameter, so a new one is included. */
const { texts: _, ...others } = parseHistoryFilter(() => null);
const PARAMETERS = [...TEXT_FILTERS.map(({ name }) => name), ...Object.keys(others)];

/** The parameters of the history alone, which are removed when the user leaves it. */
export const NO_HISTORY: Readonly<Record<string, null>> = {
  ...NO_RANGE,
  tz: null,
  ...Object.fromEntries(PARAMETERS.map((name) => [name, null])),
};
