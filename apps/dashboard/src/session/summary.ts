/**
 * A session as plain text, for a ticket or a mail: people, times, duration, end reason, failures, ids, and the address.
 * Pure. Names are from outside: line breaks and control characters in them are replaced by spaces, so that no name can
 * look like another line.
 */
import type { Egress, Participant, Session } from '@livekit-dashboard/contracts';
import { formatDated, formatDuration, formatTime, type Zone, zoneLabel } from '@livekit-dashboard/ui';
import { endLabel, isFailure, leaveLabel } from '../shared/labels';
import { censusOf } from './census';
import { hasFailed, statusWord } from './egress-state';
import { nameOf, whoIs } from './kinds';

/** The maximum number of lines of a list; further entries are counted. */
const SUMMARY_LINES = 50;

export interface SummaryParts {
  readonly session: Session;
  /** In the order of joining. */
  readonly participants: readonly Participant[];
  readonly egresses: readonly Egress[];
}

export interface SummaryContext {
  readonly zone: Zone;
  /** The server's time, in ms. */
  readonly nowMs: number;
  readonly address: string;
}

export function summaryOf({ session, participants, egresses }: SummaryParts, context: SummaryContext): string {
  const { nowMs, zone, address } = context;
  const startMs = Date.parse(session.startedAt ?? session.firstJoinedAt ?? session.lastEventAt ?? '') || nowMs;
  const times = new Times(startMs, zone, nowMs);
  const census = censusOf(participants);
  const peak = census.peakPeople > 1 ? `, at most ${census.peakPeople} at a time` : '';
  const people = participants.filter((row) => !['agent', 'machine'].includes(whoIs(row)) && row.state !== 'aborted');
  const agents = participants.filter((row) => whoIs(row) === 'agent' && row.state !== 'aborted');
  const failed = participants.filter(({ state }) => state === 'aborted');
  return [
    `Room: ${plain(session.name ?? 'unnamed')}`,
    `Session: ${session.sid}${session.source === 'default' ? '' : ` (server ${plain(session.source)})`}`,
    `Room open: ${times.span(session.startedAt, session.endedAt)}, times in ${zoneLabel(startMs, zone)}`,
    ...(session.endReason
      ? [`End: ${endLabel(session.endReason)}${session.endEstimated ? ' (time estimated)' : ''}`]
      : []),
    ...(session.firstJoinedAt ? [`Call: ${times.span(session.firstJoinedAt, session.lastLeftAt)}`] : []),
    `People: ${census.came.person}${peak}. Agents: ${census.came.agent}. Failed joins: ${failed.length}.`,
    ...listed('People', people, (row) => connectionLine(row, times)),
    ...listed('Agents', agents, (row) => connectionLine(row, times)),
    ...listed('Failed joins', failed, (row) => failedLine(row, times)),
    ...listed('Recordings and streams', egresses, (row) => egressLine(row, session, times)),
    '',
    `Details: ${address}`,
  ].join('\n');
}

class Times {
  constructor(
    private readonly dayMs: number,
    private readonly zone: Zone,
    private readonly nowMs: number,
  ) {}

  at(instant: string | null): string {
    return instant === null ? 'unknown' : formatTime(Date.parse(instant), this.dayMs, this.zone);
  }

  /** `30 Nov 10:05:02 to 10:09:44 (04:42)`. */
  span(from: string | null, to: string | null): string {
    const start = from === null ? 'unknown' : formatDated(Date.parse(from), this.zone);
    return `${start} to ${to === null ? 'now' : this.at(to)}${this.length(from, to)}`;
  }

  length(from: string | null, to: string | null): string {
    if (from === null) return '';
    return ` (${formatDuration((to === null ? this.nowMs : Date.parse(to)) - Date.parse(from))})`;
  }
}

function listed<T>(heading: string, rows: readonly T[], line: (row: T) => string): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > SUMMARY_LINES ? [`- and ${rows.length - SUMMARY_LINES} more`] : [];
  return ['', `${heading}:`, ...rows.slice(0, SUMMARY_LINES).map((row) => `- ${line(row)}`), ...more];
}

function connectionLine(row: Participant, times: Times): string {
  const joined = row.joinedAt === null ? 'join not seen' : `joined ${times.at(row.joinedAt)}`;
  const left =
    row.leftAt === null
      ? 'still connected'
      : `left ${times.at(row.leftAt)}${times.length(row.joinedAt, row.leftAt)}${row.leftEstimated ? ' (estimated)' : ''}`;
  return `${whoLine(row)}: ${joined}, ${left}${reasonOf(row)}`;
}

const failedLine = (row: Participant, times: Times): string =>
  `${whoLine(row)}: gave up ${times.at(row.leftAt)}${reasonOf(row)}`;

/** `Kavya Raghunathan (kavya, PA_...)`. */
function whoLine(row: Participant): string {
  const name = nameOf(row);
  const phone = row.sip?.phoneNumber;
  const ids = [
    ...(row.identity && row.identity !== name ? [row.identity] : []),
    ...(phone ? [`${row.sip?.direction ?? 'phone'} ${phone}`] : []),
    row.sid,
  ];
  return `${plain(name ?? 'unknown')} (${ids.map(plain).join(', ')})`;
}

/** `: DROPPED, Connection timed out [CONNECTION_TIMEOUT]`. */
function reasonOf({ disconnectReason, state }: Participant): string {
  if (disconnectReason === null) return '';
  const failure = state === 'left' && isFailure(disconnectReason) ? 'dropped, ' : '';
  return `: ${failure}${leaveLabel(disconnectReason)} [${plain(disconnectReason)}]`;
}

function egressLine(egress: Egress, session: Session, times: Times): string {
  const state = hasFailed(egress) ? 'FAILED' : statusWord(egress, session.state === 'active');
  const error = egress.error ? `: ${plain(egress.error)}` : '';
  return `${plain(egress.kind ?? 'egress')} (${plain(egress.id)}): ${times.at(egress.startedAt)}, ${state}${error}`;
}

const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
