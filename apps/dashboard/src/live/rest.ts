/**
 * The REST interface, for what is not in the live stream (history, past events) and for actions. Errors are
 * `RestError`s, with the server's message if there is one.
 */
import { parseExact, type Problem } from '@livekit-dashboard/contracts';

export type Query = Readonly<Record<string, string | number | null | undefined>>;

export class RestError extends Error {
  constructor(
    /** 0: no answer at all. */
    readonly status: number,
    message: string,
    /** For a 410: the highest deleted offset. */
    readonly floor: number | null = null,
    /** The invalid fields of the request. */
    readonly errors: NonNullable<Problem['errors']> = [],
    /** For a 300: the sessions of this sid, or the events of this id, one of each server. */
    readonly choices: NonNullable<Problem['choices']> = [],
  ) {
    super(message);
    this.name = 'RestError';
  }
}

/** The text that a page shows for a failed request. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** GET of `path` below `/api/v1/`. */
export const getJson = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  ask(addressOf(path, query), signal ? { signal } : {});

/** The same, with numbers as they were sent (`parseExact`), for display and not for calculation. */
export const getExactJson = async <T>(path: string, query: Query = {}): Promise<T> =>
  parseExact(await (await answerTo(addressOf(path, query), {})).text()) as T;

/** POST: asks the server to do something. */
export const postJson = <T>(path: string, body: object, signal?: AbortSignal): Promise<T> =>
  send('POST', path, body, signal);

/** PUT: stores something on the server. */
export const putJson = <T>(path: string, body: object): Promise<T> => send('PUT', path, body);

const send = <T>(method: 'POST' | 'PUT', path: string, body: object, signal?: AbortSignal): Promise<T> =>
  ask(addressOf(path, {}), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });

type Request = Pick<RequestInit, 'body' | 'method' | 'signal'> & { readonly headers?: Record<string, string> };

const ask = async <T>(url: string, request: Request): Promise<T> => (await answerTo(url, request)).json() as Promise<T>;

/** An answer that is no refusal. */
async function answerTo(url: string, request: Request): Promise<Response> {
  const answer = await fetch(url, {
    ...request,
    headers: { accept: 'application/json', ...request.headers },
  }).catch((error: unknown) => {
    if (request.signal?.aborted) throw error;
    throw new RestError(0, `The server at ${location.origin} is not responding.`);
  });
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

/** The URL of `path` below `/api/v1/`. Empty, null and undefined members of the query are left out. */
export function addressOf(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return `/api/v1/${path}${parameters.size ? `?${parameters}` : ''}`;
}

async function refusal(answer: Response): Promise<RestError> {
  const problem = (await answer.json().catch(() => null)) as Partial<Problem> | null;
  const reason = problem?.detail ?? problem?.title ?? `The server responded with ${answer.status}.`;
  return new RestError(answer.status, reason, problem?.floor ?? null, problem?.errors, problem?.choices);
}
