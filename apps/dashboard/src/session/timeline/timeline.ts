/**
 * The timeline as data: a row for the room, then one per identity in the order of joining, each with spans of time.
 * Pure.
 *
 * Invariants: nothing here depends on "now": what is running has no end, so the passing of time changes no row. Nothing
 * is guessed: a start that no event reported has `startSeen: false` and is drawn from the first sign of life; without
 * any sign there is no time. An estimated end has the time of the last sign of life. A row whose parts did not change
 * is the same object as before.
 */
import type { Egress, Participant, Session, Track } from '@livekit-dashboard/contracts';
import { agentName, whoIs, type Who } from '../kinds';
import { egressEnd } from '../egress-state';
import { inLanes, LINE_OVERLAP_MS, MOST_LANES, MOST_LINES } from './lanes';

export type Subject =
  | { readonly kind: 'room'; readonly session: Session }
  | { readonly kind: 'egress'; readonly egress: Egress; readonly open: boolean }
  | { readonly kind: 'connection'; readonly participant: Participant; readonly again: boolean }
  | { readonly kind: 'aborted'; readonly participant: Participant }
  | { readonly kind: 'track'; readonly track: Track };

export interface Span {
  /** Its sid. */
  readonly id: string;
  /** In ms. Null: no time of it is known, so it is not drawn. */
  readonly from: number | null;
  /** Null: it is running. A span without a length is a mark. */
  readonly to: number | null;
  /** False: it began at `from` or earlier. */
  readonly startSeen: boolean;
  readonly estimated: boolean;
  /** For an estimated end: the time of the last sign of life. */
  readonly heardTo: number | null;
  /** Its lane among the bars of the row, or among the thin bars below. */
  readonly lane: number;
  readonly subject: Subject;
}

export interface TimelineRow {
  readonly id: string;
  readonly who: Who | 'room';
  readonly name: string | null;
  readonly identity: string | null;
  readonly kind: string | null;
  readonly hidden: boolean;
  readonly kindDetails: string[];
  /** Whether it is in the room now; for the room: whether it is open. */
  readonly inside: boolean;
  /** By start, which is the order of the keyboard. */
  readonly spans: readonly Span[];
  /** The number of lanes of bars, and of thin bars below. */
  readonly lines: number;
  readonly lanes: number;
}

export interface Parts {
  readonly session: Session;
  readonly participants: readonly Participant[];
  readonly tracks: readonly Track[];
  readonly egresses: readonly Egress[];
}

export const ms = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** Smallest of what is known. */
export function earliest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? known.reduce((a, b) => Math.min(a, b)) : null;
}

export function latest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? known.reduce((a, b) => Math.max(a, b)) : null;
}

interface Member {
  readonly participants: Participant[];
  readonly tracks: Track[];
}

/** Derives rows from the parts of one session, each time they change. */
export class Timeline {
  private held = new Map<string, { readonly parts: readonly unknown[]; readonly row: TimelineRow }>();

  rows({ session, participants, tracks, egresses }: Parts): readonly TimelineRow[] {
    const before = this.held;
    this.held = new Map();
    const keep = (id: string, parts: readonly unknown[], make: () => TimelineRow): TimelineRow => {
      const known = before.get(id);
      const row = known && same(known.parts, parts) ? known.row : make();
      this.held.set(id, { parts, row });
      return row;
    };
    const members = [...membersOf(participants, tracks)].map(([id, member]) =>
      keep(id, [...member.participants, ...member.tracks], () => memberRow(id, member)),
    );
    return [keep('room', [session, ...egresses], () => roomRow(session, egresses)), ...members.sort(byFirst)];
  }
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

/** By the first sign of life; rows without any are last. Ties are in order of the id, so that the order is stable. */
function byFirst(a: TimelineRow, b: TimelineRow): number {
  const [left, right] = [a.spans[0]?.from ?? Infinity, b.spans[0]?.from ?? Infinity];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** By identity; a connection without an identity, or known from a track alone, has a row of its own. */
function membersOf(participants: readonly Participant[], tracks: readonly Track[]): Map<string, Member> {
  const members = new Map<string, Member>();
  const keys = new Map<string, string>();
  const memberOf = (key: string): Member => {
    const known = members.get(key);
    if (known) return known;
    const made = { participants: [], tracks: [] };
    members.set(key, made);
    return made;
  };
  for (const participant of participants) {
    const key = participant.identity ? `identity:${participant.identity}` : `sid:${participant.sid}`;
    keys.set(participant.sid, key);
    memberOf(key).participants.push(participant);
  }
  for (const track of tracks)
    memberOf(keys.get(track.participantSid) ?? `sid:${track.participantSid}`).tracks.push(track);
  return members;
}

function memberRow(id: string, { participants, tracks }: Member): TimelineRow {
  const joins = participants.filter(({ state }) => state !== 'aborted');
  const bars = inLanes(
    joins
      .map((participant) => connection(participant, tracks))
      .sort(byStart)
      .map(markAgain),
    { most: MOST_LINES, overlapMs: LINE_OVERLAP_MS },
  );
  const thin = inLanes(tracks.map(trackSpan).sort(byStart), { most: MOST_LANES, groupOf: sourceOf });
  const marks = participants.filter(({ state }) => state === 'aborted').map(abortedSpan);
  const latest = [...joins, ...participants].reverse(); // the latest first
  const kind = latest.find((row) => row.kind !== null)?.kind ?? null;
  const hidden = latest.some((row) => row.hidden);
  return {
    id,
    who: whoIs({ kind, hidden }),
    kind,
    hidden,
    kindDetails: latest.find(({ kindDetails }) => kindDetails.length > 0)?.kindDetails ?? [],
    name: latest.find(({ name }) => name)?.name ?? latest.map(agentName).find(Boolean) ?? null,
    identity: participants[0]?.identity ?? null,
    inside: participants.some(({ state }) => state === 'active'),
    spans: [...bars.spans, ...thin.spans, ...marks].sort(byStart),
    lines: Math.max(1, bars.lanes),
    lanes: thin.lanes,
  };
}

const byStart = (a: Span, b: Span): number => (a.from ?? Infinity) - (b.from ?? Infinity) || 0;

const markAgain = (span: Span, index: number): Span =>
  span.subject.kind === 'connection' && index > 0 ? { ...span, subject: { ...span.subject, again: true } } : span;

function connection(participant: Participant, tracksOfRow: readonly Track[]): Span {
  const tracks = tracksOfRow.filter(({ participantSid }) => participantSid === participant.sid);
  const joined = ms(participant.joinedAt);
  const published = tracks.map(({ publishedAt }) => ms(publishedAt));
  const gone = tracks.map(({ unpublishedAt, endEstimated }) => (endEstimated ? null : ms(unpublishedAt)));
  return {
    id: participant.sid,
    from: joined ?? earliest(...published, ...gone, ms(participant.leftAt)),
    to: ms(participant.leftAt),
    startSeen: joined !== null,
    estimated: participant.leftEstimated,
    heardTo: participant.leftEstimated ? latest(joined, ...published, ...gone) : null,
    lane: 0,
    subject: { kind: 'connection', participant, again: false },
  };
}

function abortedSpan(participant: Participant): Span {
  const at = ms(participant.leftAt) ?? ms(participant.joinedAt);
  const subject = { kind: 'aborted', participant } as const;
  const estimated = participant.leftEstimated;
  return { id: participant.sid, from: at, to: at, startSeen: true, estimated, heardTo: null, lane: 0, subject };
}

function trackSpan(track: Track): Span {
  const [published, gone] = [ms(track.publishedAt), ms(track.unpublishedAt)];
  return {
    id: track.sid,
    from: published ?? gone,
    to: gone,
    startSeen: published !== null,
    estimated: track.endEstimated,
    heardTo: track.endEstimated ? published : null,
    lane: 0,
    subject: { kind: 'track', track },
  };
}

/** The order of the lanes; other sources and data are last. */
const SOURCES = ['MICROPHONE', 'CAMERA', 'SCREEN_SHARE', 'SCREEN_SHARE_AUDIO'];

function sourceOf({ subject }: Span): number {
  const index = subject.kind === 'track' ? SOURCES.indexOf(subject.track.source ?? '') : -1;
  return index < 0 ? SOURCES.length : index;
}

function roomRow(session: Session, egresses: readonly Egress[]): TimelineRow {
  const from = ms(session.startedAt);
  const room: Span = {
    id: session.sid,
    from: from ?? earliest(ms(session.firstJoinedAt), ms(session.endedAt), ms(session.lastEventAt)),
    to: ms(session.endedAt),
    startSeen: from !== null,
    estimated: session.endEstimated,
    heardTo: session.endEstimated ? latest(from, ms(session.lastEventAt)) : null,
    lane: 0,
    subject: { kind: 'room', session },
  };
  const recorded = inLanes(egresses.map((egress) => egressSpan(egress, session)).sort(byStart), { most: MOST_LANES });
  return {
    id: 'room',
    who: 'room',
    kind: null,
    hidden: false,
    kindDetails: [],
    name: session.name,
    identity: session.sid,
    inside: session.state === 'active',
    spans: [room, ...recorded.spans],
    lines: 1,
    lanes: recorded.lanes,
  };
}

function egressSpan(egress: Egress, session: Session): Span {
  const from = ms(egress.startedAt);
  const { at, seen } = egressEnd(egress, session);
  return {
    id: egress.id,
    from: from ?? ms(at),
    to: ms(at),
    startSeen: from !== null,
    estimated: !seen,
    heardTo: seen ? null : from,
    lane: 0,
    subject: { kind: 'egress', egress, open: session.state === 'active' },
  };
}
