/**
 * The facts about a span, as lines of a tooltip and as one sentence for screen readers. Pure. The sentence has no
 * running durations: a screen reader would repeat it each second.
 */
import type { Participant, Session, Track } from '@livekit-dashboard/contracts';
import { formatDuration, formatTime, type Zone } from '@livekit-dashboard/ui';
import { statusTone, statusWord } from '../egress-state';
import type { Span, Subject, TimelineRow } from './timeline';
import { endLabel, isFailure, leaveLabel } from '../../shared/labels';
import { sourceWords } from './words';

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'bad' | 'doubt' | 'live' | 'agent';
  /** From outside: shown isolated. */
  readonly foreign?: true;
}

export interface Clock {
  readonly now: number;
  readonly zone: Zone;
  /** The day that is not repeated: that of the session. */
  readonly day: number;
}

export interface Facts {
  /** From outside, or null. */
  readonly name: string | null;
  readonly what: string;
  readonly facts: readonly Fact[];
}

type EgressSubject = Extract<Subject, { kind: 'egress' }>;

const fact = (label: string, value: string | null | undefined, more: Partial<Fact> = {}): Fact[] =>
  value ? [{ label, value, ...more }] : [];

export function factsOf(span: Span, row: TimelineRow, clock: Clock): Facts {
  const { subject } = span;
  switch (subject.kind) {
    case 'room':
      return { name: row.name, what: 'room', facts: roomFacts(span, subject.session, clock) };
    case 'egress':
      return { name: null, what: subject.egress.kind ?? 'egress', facts: egressFacts(span, subject, clock) };
    case 'connection': {
      const what = subject.again ? 'connection, rejoined' : 'connection';
      return { name: nameOf(row), what, facts: connectionFacts(span, row, subject.participant, clock) };
    }
    case 'aborted':
      return {
        name: nameOf(row),
        what: 'join failed',
        facts: abortedFacts(span, row, subject.participant, clock),
      };
    case 'track':
      return {
        name: nameOf(row),
        what: sourceWords(subject.track.source, subject.track.type),
        facts: trackFacts(span, subject.track, clock),
      };
  }
}

/** The name from the row, since the payload of a connection may not have it. */
const nameOf = ({ name, identity }: TimelineRow): string | null => name ?? identity;

/** Start, end and length, labelled by the kind of the span. */
function times(
  { from, to, startSeen, estimated }: Span,
  [start, end, run]: readonly [string, string, string],
  { now, zone, day }: Clock,
): Fact[] {
  if (from === null) return [{ label: 'Times', value: 'none is known', tone: 'doubt' }];
  const at = (time: number): string => formatTime(time, day, zone);
  const began: Fact = startSeen
    ? { label: start, value: at(from) }
    : { label: start, value: `not seen; first sign ${at(from)}`, tone: 'doubt' };
  const ended: Fact =
    to === null
      ? { label: end, value: run, tone: 'live' }
      : estimated
        ? { label: end, value: `${at(to)}, estimated`, tone: 'doubt' }
        : { label: end, value: at(to) };
  const length = formatDuration((to ?? now) - from);
  return [began, ended, { label: 'Duration', value: startSeen ? length : `at least ${length}` }];
}

function unheard({ heardTo, to }: Span, { zone, day }: Clock): Fact[] {
  if (heardTo === null || to === null) return [];
  return [{ label: 'Last sign', value: formatTime(heardTo, day, zone), tone: 'doubt' }];
}

function roomFacts(span: Span, session: Session, clock: Clock): Fact[] {
  return [
    ...times(span, ['Opened', 'Closed', 'open'], clock),
    ...fact('Because', session.endReason && endLabel(session.endReason)),
    ...unheard(span, clock),
  ];
}

function connectionFacts(span: Span, row: TimelineRow, participant: Participant, clock: Clock): Fact[] {
  const { identity, kind, disconnectReason } = participant;
  return [
    ...fact('Identity', identity === nameOf(row) ? null : identity, { foreign: true }),
    ...fact('Kind', kind ?? 'not reported', kind === 'AGENT' ? { tone: 'agent' } : {}),
    ...times(span, ['Joined', 'Left', 'connected'], clock),
    ...fact(
      'Leave reason',
      disconnectReason && leaveLabel(disconnectReason),
      disconnectReason && isFailure(disconnectReason) ? { tone: 'bad' } : {},
    ),
    ...unheard(span, clock),
  ];
}

function abortedFacts(
  { from }: Span,
  row: TimelineRow,
  { identity, kind, disconnectReason }: Participant,
  { zone, day }: Clock,
): Fact[] {
  return [
    ...fact('Identity', identity === nameOf(row) ? null : identity, { foreign: true }),
    ...fact('Kind', kind),
    from === null
      ? { label: 'Gave up at', value: 'unknown time', tone: 'doubt' }
      : { label: 'Gave up at', value: formatTime(from, day, zone) },
    { label: 'Reason', value: leaveLabel(disconnectReason ?? ''), tone: 'bad' },
  ];
}

function trackFacts(span: Span, { name, mimeType, width, height }: Track, clock: Clock): Fact[] {
  return [
    ...fact('Track', name, { foreign: true }),
    ...fact('Codec', mimeType, { foreign: true }),
    ...fact('Size', width && height ? `${width} × ${height}` : null),
    ...times(span, ['Published', 'Ended', 'is published'], clock),
  ];
}

function egressFacts(span: Span, { egress, open }: EgressSubject, clock: Clock): Fact[] {
  const tone = statusTone(egress, open);
  return [
    ...fact('Status', statusWord(egress, open), tone === 'bad' || tone === 'doubt' ? { tone } : {}),
    ...times(span, ['Started', 'Ended', 'runs'], clock),
    ...fact('Error', egress.error, { tone: 'bad', foreign: true }),
  ];
}

/** `Ann, connection. Kind STANDARD. Joined 09:30:06. Left 09:41:12. Reason CLIENT_INITIATED.` */
export function sentenceOf(span: Span, row: TimelineRow, clock: Clock): string {
  const { name, what, facts } = factsOf(span, row, clock);
  const stable = facts.filter(({ label }) => span.to !== null || label !== 'Duration');
  return (
    [[name, what].filter(Boolean).join(', '), ...stable.map(({ label, value }) => `${label} ${value}`)].join('. ') + '.'
  );
}

/** One sentence for a row: the participant, whether it is in, when it joined and left. */
export function rowSentence(row: TimelineRow, clock: Clock): string {
  const at = (time: number | null): string =>
    time === null ? 'an unknown time' : formatTime(time, clock.day, clock.zone);
  const parts = row.spans.map((span) => {
    const until = span.to === null ? 'runs since' : `to ${at(span.to)}${span.estimated ? ', estimated' : ''}`;
    const when = span.to === null ? `${until} ${at(span.from)}` : `${at(span.from)} ${until}`;
    return span.subject.kind === 'aborted' ? `join failed at ${at(span.from)}` : `${whatIs(span)} ${when}`;
  });
  const who =
    row.who === 'room' ? 'Room' : [row.name ?? row.identity ?? 'unknown', row.kind].filter(Boolean).join(', ');
  return `${who}: ${parts.join('; ')}.`;
}

function whatIs({ subject }: Span): string {
  switch (subject.kind) {
    case 'room':
      return 'open';
    case 'egress':
      return subject.egress.kind ?? 'egress';
    case 'track':
      return sourceWords(subject.track.source, subject.track.type);
    case 'connection':
    case 'aborted':
      return 'in';
  }
}
