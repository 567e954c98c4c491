/**
 * Removes keys and passwords from URLs: `rtmp://host/app/<key>`, `srt://host?passphrase=...`,
 * `https://user:password@host/?token=...`.
 */
import { REMOVED } from '@livekit-dashboard/contracts';

const URLS = /\b(rtmps?|srt|whips?|wss?|https?|mux|twitch):\/\/[^\s"'<>\\]+/gi;

/**
 * Removes the secrets of every URL within `text`. `whip`: the path of an http URL is a WHIP endpoint and contains the
 * key.
 */
export function redactUrls(text: string, whip = false): string {
  return text.includes('://') ? text.replace(URLS, (url: string) => redactUrl(url, whip)) : text;
}

function redactUrl(url: string, whip: boolean): string {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/is.exec(url) ?? [];
  const kind = scheme.toLowerCase();
  // LiveKit's short forms are mux://<key> and twitch://<key>.
  if (kind === 'mux' || kind === 'twitch') return `${scheme}://${REMOVED}`;
  const [, place = '', query = ''] = /^([^?#]*)(.*)$/s.exec(rest) ?? [];
  const [authority = '', ...path] = place.split('/');
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const keyInPath = whip || /^(rtmps?|whips?)$/.test(kind);
  const kept =
    keyInPath && path.length > 1 && path.slice(1).some((part) => part !== '') ? [...path.slice(0, 1), REMOVED] : path;
  return `${scheme}://${[host, ...kept].join('/')}${query.length > 1 ? `${query.charAt(0)}${REMOVED}` : query}`;
}
