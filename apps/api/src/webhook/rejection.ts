/** Why a webhook was refused, in words for the sender, the log and the metrics. */
import type { ParseFault, Refusal, Verdict } from '@livekit-dashboard/livekit';
import { safeText } from './safe-text';

export const REJECTION_REASONS = [
  'no_key_configured',
  'missing_token',
  'malformed_token',
  'unknown_key',
  'wrong_secret',
  'expired',
  'not_yet_valid',
  'body_mismatch',
  'not_utf8',
  'not_json',
  'no_event_name',
  'too_large',
  'bad_request',
] as const satisfies readonly (Refusal | ParseFault | 'no_key_configured' | 'too_large' | 'bad_request')[];
export type RejectionReason = (typeof REJECTION_REASONS)[number];

export interface Rejection {
  readonly reason: RejectionReason;
  readonly status: number;
  /** Safe to print. */
  readonly detail: string;
  /** The API key that the token names. Safe to print. */
  readonly apiKey: string | null;
  /** How far this clock is ahead of the sender's, if the token's times are what was wrong. */
  readonly clockOffsetSeconds: number | null;
}

const distance = (seconds: number | null) => `${Math.abs(seconds ?? 0)} s`;

function refusalDetail({ reason, apiKey, clockOffsetSeconds }: Verdict & { ok: false }, hasKeys: boolean): string {
  if (!hasKeys) return 'No API key is configured here: set LIVEKIT_API_KEY and LIVEKIT_API_SECRET';
  switch (reason) {
    case 'missing_token':
      return 'Missing token: the Authorization header is empty';
    case 'malformed_token':
      return 'Malformed token';
    case 'unknown_key':
      return `Unknown API key: ${safeText(apiKey ?? '')}`;
    case 'wrong_secret':
      return 'Invalid signature';
    case 'expired':
      return `Expired token: made ${distance(clockOffsetSeconds)} ago by this clock. Either the clocks differ or it is an old delivery`;
    case 'not_yet_valid':
      return `Token is not valid yet: this clock is ${distance(clockOffsetSeconds)} behind the sender's`;
    case 'body_mismatch':
      return 'Body does not match its token: something between LiveKit and here changes it';
  }
}

export const refused = (verdict: Verdict & { ok: false }, hasKeys: boolean): Rejection => ({
  reason: hasKeys ? verdict.reason : 'no_key_configured',
  status: 401,
  detail: refusalDetail(verdict, hasKeys),
  apiKey: verdict.apiKey === null ? null : safeText(verdict.apiKey),
  clockOffsetSeconds: verdict.clockOffsetSeconds,
});

const FAULTS: Readonly<Record<ParseFault, string>> = {
  not_utf8: 'Body is not UTF-8',
  not_json: 'Body is not JSON',
  no_event_name: 'Body names no event',
};

export const unreadable = (fault: ParseFault, apiKey: string): Rejection => ({
  reason: fault,
  status: 400,
  detail: FAULTS[fault],
  apiKey: safeText(apiKey),
  clockOffsetSeconds: null,
});

/** What the HTTP layer refused before anybody read it. */
export const unreceived = (status: number, detail: string): Rejection => ({
  reason: status === 413 ? 'too_large' : 'bad_request',
  status,
  detail,
  apiKey: null,
  clockOffsetSeconds: null,
});
