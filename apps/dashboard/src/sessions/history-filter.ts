/** What the history can be narrowed by, as the URL has it. What is no filter of these is left out. */
import type { EndReason, SessionFlag } from '@livekit-dashboard/contracts';

/** Filters of free text: the parameter is the URL's and the API's. */
export const TEXT_FILTERS = [
  { name: 'room', label: 'Room', hint: 'Whole room name' },
  { name: 'identity', label: 'Identity', hint: 'Whole identity' },
  { name: 'agent', label: 'Agent', hint: 'Dispatch name' },
  { name: 'metadata', label: 'Metadata', hint: 'field:value, as plan:pro' },
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

export const reasons = Object.keys(REASONS) as EndReason[];
export const flags = Object.keys(HISTORY_FLAGS) as SessionFlag[];

export interface HistoryFilter {
  readonly texts: Partial<Readonly<Record<TextFilter, string>>>;
  readonly reason: EndReason | null;
  readonly flags: readonly SessionFlag[];
}

/** A filter in force, and the URL without it. */
export interface Chip {
  readonly label: string;
  readonly value: string | null;
  readonly without: Readonly<Record<string, string | null>>;
}

const LONGEST = 512;
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
  };
}

/** For the API. */
export const historyQuery = ({ texts, reason, flags: set }: HistoryFilter) => ({
  ...texts,
  endReason: reason,
  flags: set.join(','),
});

export const chipsOf = ({ texts, reason, flags: set }: HistoryFilter): readonly Chip[] => [
  ...TEXT_FILTERS.flatMap(({ name, label }) => {
    const value = texts[name];
    return value === undefined ? [] : [{ label, value, without: { [name]: null } }];
  }),
  ...(reason ? [{ label: 'Ended', value: REASONS[reason], without: { reason: null } }] : []),
  ...set.map((flag) => ({ label: HISTORY_FLAGS[flag], value: null, without: { flags: toggledFlag(set, flag) } })),
];

/** The flags with one put in or taken out, for the URL; null: none. */
export function toggledFlag(set: readonly SessionFlag[], flag: SessionFlag): string | null {
  return flags.filter((other) => set.includes(other) !== (other === flag)).join(',') || null;
}

/** The parameters that only the history has: nothing of them stays when one leaves it. */
export const NO_HISTORY: Readonly<Record<string, null>> = Object.fromEntries(
  ['range', 'from', 'to', 'reason', 'flags', ...TEXT_FILTERS.map(({ name }) => name)].map((name) => [name, null]),
);
