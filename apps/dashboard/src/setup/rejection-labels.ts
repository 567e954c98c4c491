/** Labels of the reasons for a rejection, in two to four words. Pure. */
const LABELS: Readonly<Record<string, string>> = {
  no_key_configured: 'No key configured here',
  unknown_key: 'Unknown API key',
  wrong_secret: 'Wrong secret',
  expired: 'Expired token',
  not_yet_valid: 'Token not valid yet',
  body_mismatch: 'Body altered on the way',
  missing_token: 'No token',
  malformed_token: 'Malformed token',
  not_utf8: 'Body is not UTF-8',
  not_json: 'Body is not JSON',
  no_event_name: 'Body names no event',
  too_large: 'Body too large',
  bad_request: 'Broken request',
};

/** An unknown reason of a newer server is shown as it is. */
export const rejectionLabel = (reason: string): string => LABELS[reason] ?? reason;
