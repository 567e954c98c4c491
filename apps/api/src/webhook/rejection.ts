/**
 * The reason of a rejected webhook, for the sender, the log, the metrics and the store. Invariant: the response reveals
 * nothing that the sender does not know (EC4); only the log and Settings show which API keys exist.
 */
import type { Admission, ParseError, Refusal, Refused } from '@livekit-dashboard/livekit';
import { safeText } from '../log/safe-text';

type RejectionReason = Refusal | ParseError | 'no_key_configured' | 'too_large' | 'bad_request';

export interface Rejection {
  readonly reason: RejectionReason;
  readonly status: number;
  /** For the log. Safe to print. */
  readonly detail: string;
  /** For the sender. */
  readonly answer: string;
  /** The API key that the token names. Safe to print. */
  readonly apiKey: string | null;
  /** The configured server with that key; null if there is none. */
  readonly source: string | null;
  /** How far this clock is ahead of the sender's, if the times of the token are the reason. */
  readonly clockOffsetSeconds: number | null;
}

/** What the headers report about a delivery. */
export interface Delivery {
  /** Size of the body in bytes: as announced, or as received if it was read. Null: not announced. */
  readonly bytes: number | null;
  /** Peer of the connection, which may be a proxy. */
  readonly remoteAddress: string | null;
}

const distance = (seconds: number | null) => `${Math.abs(seconds ?? 0)} s`;

function refusalDetail({ reason, apiKey, clockOffsetSeconds }: Refused, hasKeys: boolean): string {
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
      return `Expired token: created ${distance(clockOffsetSeconds)} ago by this clock. Either the clocks differ or the delivery is old`;
    case 'not_yet_valid':
      return `Token is not valid yet: this clock is ${distance(clockOffsetSeconds)} behind the sender's`;
    case 'body_mismatch':
      return 'Body does not match its token: something between LiveKit and here changes it';
  }
}

/** An unknown key and a wrong secret have the same response, so that a sender cannot find out which keys exist. */
const NOT_SIGNED = 'The token is not signed with an API key of this dashboard and its secret. Its log has the details';

export function refused(verdict: Refused, hasKeys: boolean): Rejection {
  const detail = refusalDetail(verdict, hasKeys);
  const hidden = hasKeys && (verdict.reason === 'unknown_key' || verdict.reason === 'wrong_secret');
  return {
    reason: hasKeys ? verdict.reason : 'no_key_configured',
    status: 401,
    detail,
    answer: hidden ? NOT_SIGNED : detail,
    apiKey: verdict.apiKey === null ? null : safeText(verdict.apiKey),
    source: verdict.source,
    clockOffsetSeconds: verdict.clockOffsetSeconds,
  };
}

const PARSE_ERRORS: Readonly<Record<ParseError, string>> = {
  not_utf8: 'Body is not UTF-8',
  not_json: 'Body is not JSON',
  no_event_name: 'Body names no event',
};

export const unreadable = (error: ParseError, signer: Signer): Rejection => ({
  ...of(signer),
  reason: error,
  status: 400,
  detail: PARSE_ERRORS[error],
  answer: PARSE_ERRORS[error],
});

/** The token was valid, but the body did not arrive completely. */
export const unreceived = (status: number, detail: string, signer: Signer | null): Rejection => ({
  ...of(signer),
  reason: status === 413 ? 'too_large' : 'bad_request',
  status,
  detail,
  answer: detail,
});

type Signer = Pick<Admission, 'apiKey' | 'source'>;

const of = (signer: Signer | null) => ({
  apiKey: signer && safeText(signer.apiKey),
  source: signer?.source ?? null,
  clockOffsetSeconds: null,
});
