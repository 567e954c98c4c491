import { z } from 'zod';

/** An instant: ISO 8601, UTC, milliseconds (`2026-11-23T09:30:00.217Z`). */
export const instant = z.iso.datetime({ precision: 3 });

/** A position in the stream of stored events. Dense, from 1, in commit order. 0 is "before the first". */
export const offset = z.int().min(0);

/** A UUID made with the database. Offsets of two epochs cannot be compared. */
export const epoch = z.uuid();

/** A count of something. Never negative. */
export const count = z.int().min(0);

/** Text of unknown origin (names, identities, metadata): hostile until escaped. */
export const text = z.string();

/** Free-form JSON, as LiveKit sent it with the secrets removed. */
export const json = z.record(z.string(), z.unknown());

export const SESSION_STATES = ['active', 'ended'] as const;
export const PARTICIPANT_STATES = ['active', 'left', 'aborted'] as const;

/**
 * Why a session ended. `finished`: its own `room_finished`. `superseded`: another sid of the name started.
 * `reconciled`: LiveKit no longer lists it. `timeout`: it was silent for too long. All but `finished` are estimates.
 */
export const END_REASONS = ['finished', 'superseded', 'reconciled', 'timeout'] as const;

export type SessionState = (typeof SESSION_STATES)[number];
export type ParticipantState = (typeof PARTICIPANT_STATES)[number];
export type EndReason = (typeof END_REASONS)[number];
