/**
 * Decides which requests are served, from the request line and headers alone, before a byte of the body is read (EC5).
 *
 * 1. Host. A page of `evil.example` can rebind its own name to this server's address. Its requests are then same-origin
 * for the browser, and only the `Host` header has the foreign name. Therefore a request is served only under a known
 * name.
 * 2. Origin. A page of another site can make a browser send requests with the user's cookies and network position.
 * Browsers mark them with `Sec-Fetch-Site` and `Origin`, which no page can forge. Programs send neither and pass.
 * 3. Content type. A form can send any type but JSON without a preflight request, so a body must be JSON.
 *
 * Webhooks and health checks arrive under any name, and webhooks are signed: `ANY_HOST` and `SIGNED` list them.
 * Invariant: pure; one instance serves HTTP and the upgrade to a socket.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { WEBHOOK_PATH } from '@livekit-dashboard/contracts';
import type { Config } from '../config/config';
import { safeText } from '../log/safe-text';

export type PolicyConfig = Pick<Config, 'host' | 'publicUrl' | 'allowedHosts'>;

export interface RequestHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The address on which the connection was accepted. */
  readonly localAddress: string | undefined;
  /** The pattern of the matched route, `/api/v1/sessions/:sid`. Null: no route matched. */
  readonly route: string | null;
}

export interface RequestRefusal {
  readonly status: 403 | 415 | 421;
  readonly detail: string;
}

const SIGNED: ReadonlySet<string> = new Set([WEBHOOK_PATH, `${WEBHOOK_PATH}/`]);
const ANY_HOST: ReadonlySet<string> = new Set([...SIGNED, '/api/health/live', '/api/health/ready']);
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** The whole API except its documentation, which may be linked and opened from anywhere. */
const API_ROUTE = /^\/(?:api(?!\/docs)|socket\.io)(?:\/|$)/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

const CROSS_ORIGIN: RequestRefusal = {
  status: 403,
  detail:
    'Requests of pages of another origin are refused. If a proxy stands in front of the dashboard, set PUBLIC_URL to the address that people open.',
};
const NOT_JSON: RequestRefusal = { status: 415, detail: 'Send the body as application/json.' };

export class RequestPolicy {
  readonly #own: ReadonlySet<string>;
  readonly #allowed: ReadonlySet<string>;
  readonly #publicUrl: URL | null;

  constructor({ host, publicUrl, allowedHosts }: PolicyConfig) {
    this.#publicUrl = publicUrl === null ? null : new URL(publicUrl);
    this.#own = new Set([hostnameOf(host.includes(':') ? `[${host}]` : host) ?? host]);
    this.#allowed = new Set([...allowedHosts, ...(this.#publicUrl ? [this.#publicUrl.hostname] : [])]);
  }

  /** Null: serve the request. */
  refusalOf(request: RequestHead): RequestRefusal | null {
    const { route, method, headers } = request;
    if (route === null || !ANY_HOST.has(route)) {
      const { host } = headers;
      if (!this.isKnownHost(host, request.localAddress)) return unknownHost(host);
    }
    if (route !== null && SIGNED.has(route)) return null;
    if (this.isForeign(request)) return CROSS_ORIGIN;
    return !SAFE_METHODS.has(method) && hasBody(headers) && !isJson(headers['content-type']) ? NOT_JSON : null;
  }

  private isKnownHost(host: string | undefined, localAddress: string | undefined): boolean {
    const name = host === undefined ? null : hostnameOf(host);
    return name !== null && (this.isOwn(name, localAddress) || this.#allowed.has(name));
  }

  /**
   * A name by which the server is reached without a proxy. An address cannot be rebound, so the local address is safe.
   */
  private isOwn(name: string, localAddress: string | undefined): boolean {
    return LOOPBACK.test(name) || this.#own.has(name) || name === literalOf(localAddress);
  }

  private isForeign({ method, headers, localAddress, route }: RequestHead): boolean {
    const site = headers['sec-fetch-site'];
    const fromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (!SAFE_METHODS.has(method) || route?.startsWith('/socket.io')) {
      return fromElsewhere || !this.isOwnOrigin(headers, localAddress);
    }
    if (!fromElsewhere || route === null || !API_ROUTE.test(route)) return false;
    // The user followed a link on a sibling host, to an export for example.
    return !(site === 'same-site' && headers['sec-fetch-mode'] === 'navigate');
  }

  /** A browser that sends no `Origin` requests its own page. */
  private isOwnOrigin(headers: IncomingHttpHeaders, localAddress: string | undefined): boolean {
    const { origin, host } = headers;
    if (origin === undefined || origin === this.#publicUrl?.origin) return true;
    if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return false;
    const { protocol, origin: theirs } = new URL(origin);
    const scheme = this.schemeOf(headers, localAddress);
    if (scheme !== null && protocol !== scheme) return false;
    return URL.canParse(`${protocol}//${host ?? ''}`) && new URL(`${protocol}//${host ?? ''}`).origin === theirs;
  }

  /** The scheme that the browser used. Null: unknown, since a proxy without the header may use either. */
  private schemeOf(headers: IncomingHttpHeaders, localAddress: string | undefined): string | null {
    const forwarded =
      FORWARDED[
        String(headers['x-forwarded-proto'] ?? '')
          .split(',')[0]
          ?.trim()
          .toLowerCase() ?? ''
      ];
    if (forwarded !== undefined) return forwarded;
    if (headers.host?.toLowerCase() === this.#publicUrl?.host) return this.#publicUrl?.protocol ?? null;
    return this.isOwn(hostnameOf(headers.host ?? '') ?? '', localAddress) ? 'http:' : null;
  }
}

/** Some proxies send the scheme of the WebSocket. */
const FORWARDED: Readonly<Record<string, string | undefined>> = {
  http: 'http:',
  ws: 'http:',
  https: 'https:',
  wss: 'https:',
};

/** The name in a `Host` header as `URL` spells it, without port and trailing dot. Null if it is invalid. */
function hostnameOf(host: string): string | null {
  if (host === '' || /[\s/?#@\\]/.test(host) || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname.replace(/\.$/, '');
}

/** The address of a socket as `URL` spells it. IPv4 on a dual-stack socket is `::ffff:10.0.0.7`. */
function literalOf(address: string | undefined): string | null {
  if (address === undefined) return null;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return hostnameOf(plain.includes(':') ? `[${plain}]` : plain);
}

const unknownHost = (host: string | undefined): RequestRefusal => ({
  status: 421,
  detail:
    host === undefined || host === ''
      ? 'The request has no Host header.'
      : `This server is not known as ${safeText(hostnameOf(host) ?? host)}. Add that name to ALLOWED_HOSTS, or set PUBLIC_URL to the address that people open.`,
});

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isJson = (type: string | undefined): boolean => type?.split(';')[0]?.trim().toLowerCase() === 'application/json';
