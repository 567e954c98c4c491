/** What a field of a payload may contain, derived from its name. */
export type FieldKind = 'secret' | 'urls' | 'userText' | 'plain';

/** turnPassword, streamKey, accessKey, sessionToken, signingKey, inboundPassword, assumeRoleExternalId ... */
const SECRET =
  /passw|passphrase|secret|token|credential|authorization|cookie|^pin$|^jwt$|externalid$|(stream|access|account|signing|api|private|shared|encryption)_?key/i;
const USER_TEXT = /^(participant)?_?(metadata|attributes)$/i;
const URLS = /(url|uri|endpoint|location|error|details|message)s?$/i;

/** A cache, since payloads repeat the same few names. Bounded, since a hostile sender can invent new ones. */
const seen = new Map<string, FieldKind>();
const MAX_SEEN = 2_000;

export function fieldKind(key: string): FieldKind {
  const known = seen.get(key);
  if (known !== undefined) return known;
  const kind = classify(key);
  if (seen.size < MAX_SEEN) seen.set(key, kind);
  return kind;
}

function classify(key: string): FieldKind {
  if (USER_TEXT.test(key)) return 'userText';
  if (SECRET.test(key)) return 'secret';
  return URLS.test(key) ? 'urls' : 'plain';
}
