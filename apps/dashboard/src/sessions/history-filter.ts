/** What the history can be narrowed by, as the URL has it. What is no filter of these is left out. */
import {
  type EndReason,
  SESSION_LENGTH_ENDS,
  SESSION_LENGTHS,
  type SessionFlag,
  type SessionMoment,
} from '@livekit-dashboard/contracts';
import { leaveWords, lengthWords } from '../analytics/words';
import { NO_RANGE } from './history-range';

/** Filters of free text: the parameter is the URL's and the API's. */
export const TEXT_FILTERS = [
  { name: 'room', label: 'Room', hint: 'Whole room name' },
  { name: 'identity', label: 'Identity', hint: 'Whole identity' },
  { name: 'agent', label: 'Agent', hint: 'Dispatch name' },
  { name: 'metadata', label: 'Metadata', hint: 'field:value, as plan:pro' },
  { name: 'tenant', label: 'Tenant', hint: 'Whole tenant' },
] as const;
export type TextFilter = (typeof TEXT_FILTERS)[number]['name'];

export const REASONS: Readonly<Record<EndReason, string>> = {
  finished: 'Room closed',
  superseded: 'New room of its name',
  reconciled: 'No longer listed',
  timeout: 'Silent too long',
};

export const HISTORY_FLAGS: Readonly<Record<SessionFlag, string>> = {
  estimated: 'End estimated',
  aborted: 'Failed joins',
  recorded: 'Recorded',
};

const MOMENTS = { start: 'Started in the range', end: 'Ended in the range' } as const;

export const reasons = Object.keys(REASONS) as EndReason[];
export const flags = Object.keys(HISTORY_FLAGS) as SessionFlag[];

export interface HistoryFilter {
  readonly texts: Partial<Readonly<Record<TextFilter, string>>>;
  readonly reason: EndReason | null;
  readonly flags: readonly SessionFlag[];
  /** What of a session is in the range, where not just any of it. */
  readonly moment: Exclude<SessionMoment, 'overlap'> | null;
  /** Those too that have not ended. */
  readonly live: boolean;
  /** Why somebody left within the range: LiveKit's word. */
  readonly leave: string | null;
  /** A join failed within the range. */
  readonly failed: boolean;
  readonly length: SessionLength | null;
}

type SessionLength = (typeof SESSION_LENGTHS)[number];

/** A filter in force, and the URL without it. */
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

/** `told`: a parameter of the URL. */
export function parseHistoryFilter(told: (name: string) => string | null): HistoryFilter {
  const texts = TEXT_FILTERS.map(({ name }) => [name, told(name) ?? ''] as const);
  const named = new Set(told('flags')?.split(','));
  return {
    texts: Object.fromEntries(texts.filter(([name, value]) => isText(name, value))),
    reason: reasons.find((reason) => reason === told('reason')) ?? null,
    flags: flags.filter((flag) => named.has(flag)),
    moment: (['start', 'end'] as const).find((moment) => moment === told('moment')) ?? null,
    live: told('live') !== null,
    leave: told('leave')?.slice(0, LONGEST) ?? null,
    failed: told('failed') !== null,
    length: SESSION_LENGTHS.find((length) => length === told('length')) ?? null,
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
  ...(reason ? [{ label: 'Ended', value: REASONS[reason], without: { reason: null } }] : []),
  ...set.map((flag) => ({ label: HISTORY_FLAGS[flag], value: null, without: { flags: toggledFlag(set, flag) } })),
  ...(more.moment ? [{ label: MOMENTS[more.moment], value: null, without: { moment: null } }] : []),
  ...(more.leave ? [{ label: 'Why left', value: leaveWords(more.leave), without: { leave: null } }] : []),
  ...(more.failed ? [{ label: 'Join failed in the range', value: null, without: { failed: null } }] : []),
  ...(more.length ? [{ label: 'Length', value: lengthWords(more.length), without: { length: null } }] : []),
  ...(more.live ? [{ label: 'Live ones too', value: null, without: { live: null } }] : []),
];

/** The flags with one put in or taken out, for the URL; null: none. */
export function toggledFlag(set: readonly SessionFlag[], flag: SessionFlag): string | null {
  return flags.filter((other) => set.includes(other) !== (other === flag)).join(',') || null;
}

/** A filter is called as its parameter is, so a new one is among these by itself. */
const { texts: _, ...others } = parseHistoryFilter(() => null);
const PARAMETERS = [...TEXT_FILTERS.map(({ name }) => name), ...Object.keys(others)];

/** The parameters that only the history has: nothing of them stays when one leaves it. */
export const NO_HISTORY: Readonly<Record<string, null>> = {
  ...NO_RANGE,
  ...Object.fromEntries(PARAMETERS.map((name) => [name, null])),
};
