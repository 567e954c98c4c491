/** Sends one POST as LiveKit does, and describes the response or its absence. Never rejects. */
import { problem, type SetupTest } from '@livekit-dashboard/contracts';
import { z } from 'zod';
import { shownUrl } from '../config/shown-url';
import { PROBLEM_TYPE } from '../http/problem';

export type TestResult = Pick<SetupTest, 'outcome' | 'status' | 'ms' | 'detail'>;
type Meaning = Pick<SetupTest, 'outcome' | 'detail'>;

export interface SignedBody {
  readonly body: string;
  readonly token: string;
}

/** More than any response of the dashboard, in bytes. */
const ANSWER_BYTES = 16 * 1024;
/** A dashboard of another release may answer, so only this part of its problem is required. */
const refusal = problem.pick({ detail: true });
const stored = z.object({ result: z.enum(['stored', 'duplicate']) });

export async function postTest(url: string, { body, token }: SignedBody, withinMs: number): Promise<TestResult> {
  const started = performance.now();
  const ms = (): number => Math.round(performance.now() - started);
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/webhook+json', authorization: token },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    const text = await beginningOf(reply);
    return { status: reply.status, ms: ms(), ...meaningOf(reply, text) };
  } catch (error) {
    return { status: null, ms: ms(), ...errorMeaning(error, withinMs) };
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    if (bytes > ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The text of an unknown server is never shown: it may repeat what it received. */
function meaningOf({ status, statusText, headers }: Response, text: string): Meaning {
  const json = jsonOf(text);
  const type = headers.get('content-type') ?? 'no content type';
  if (status === 200 && stored.safeParse(json).success) return { outcome: 'stored', detail: null };
  const ours = type.startsWith(PROBLEM_TYPE) ? refusal.safeParse(json) : null;
  if (ours?.success) return { outcome: 'refused', detail: ours.data.detail };
  if (status >= 300 && status < 400) return { outcome: 'unexpected', detail: redirected(headers.get('location')) };
  return {
    outcome: 'unexpected',
    detail: `Another server answered: ${`${status} ${statusText}`.trim()} (${type.slice(0, 100)}).`,
  };
}

const redirected = (location: string | null): string =>
  `It redirects to ${shownUrl(location) ?? location?.slice(0, 200).replace(/\?.*/, '') ?? 'nowhere'}. LiveKit must be given that address.`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const TLS = /^(ERR_TLS|ERR_SSL|CERT|ERR_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO|INVALID_CA)/;

/** From the code alone: the message of an error may contain the URL and its secrets. */
function errorMeaning(error: unknown, withinMs: number): Meaning {
  const { name, cause } = error as {
    readonly name?: unknown;
    readonly cause?: { readonly code?: unknown; readonly name?: unknown };
  };
  const code = typeof cause?.code === 'string' ? cause.code : '';
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) {
    return { outcome: 'timeout', detail: `No answer within ${Math.round(withinMs / 1000)} s.` };
  }
  if (TLS.test(code)) return { outcome: 'tls', detail: `The TLS connection failed: ${code}.` };
  if (cause?.name === 'HTTPParserError')
    return { outcome: 'unexpected', detail: 'The server at that address does not speak HTTP.' };
  return { outcome: 'unreachable', detail: `${REASONS[code] ?? 'No connection'}${code === '' ? '' : ` (${code})`}.` };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens at that address',
  ENOTFOUND: 'The host name is unknown',
  EAI_AGAIN: 'The host name could not be resolved',
  ECONNRESET: 'The connection was closed',
  UND_ERR_SOCKET: 'The connection was closed',
  EHOSTUNREACH: 'There is no route to that host',
  ENETUNREACH: 'There is no route to that network',
};
