/**
 * The meaning of each reason for a rejection, and what to change. Pure. `apiKey` comes from a token that was not
 * verified: it is only shown verbatim.
 */
import type { Health, RejectionSummary } from '@livekit-dashboard/contracts';
import { oneOf, say, type Sentence, span } from './sentence';

export interface Words {
  readonly headline: Sentence;
  readonly advice: Sentence;
}

interface Surroundings {
  readonly health: Health;
  /** How far this browser's clock is ahead of the server's. */
  readonly browserAheadSeconds: number;
}

type Tell = (rejection: RejectionSummary, around: Surroundings) => Words;

const HEADER = 'Authorization';
/** How long LiveKit's tokens are valid; the server tolerates a little more. */
const TOKEN_LIFE: Sentence = ['5 min'];

const key = ({ apiKey }: RejectionSummary): string => apiKey ?? 'unnamed';

/** The tolerance for two clocks to agree, because of the network and rounding. */
const agree = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(5, Math.abs(a) / 10);

/** Which of the two clocks is wrong: this browser's clock decides as the third. */
function whoseClock(serverAhead: number, browserAhead: number): Sentence {
  if (agree(serverAhead, -browserAhead))
    return say`This browser's clock agrees with LiveKit's, so correct this server's`;
  if (agree(0, browserAhead))
    return say`This browser's clock agrees with this server's, so correct the clock on the LiveKit host`;
  return say`Correct both clocks`;
}

function clockWords(rejection: RejectionSummary, around: Surroundings, more: Sentence): Words {
  const ahead = rejection.clockOffsetSeconds ?? 0;
  const headline = say`Clock off by ${span(ahead)}: this server's is ${[ahead > 0 ? 'ahead of' : 'behind']} LiveKit's.`;
  const whose = whoseClock(ahead, around.browserAheadSeconds);
  return { headline, advice: say`${whose}: turn on time synchronisation (NTP) there. ${more}` };
}

const expired: Tell = (rejection, around) =>
  clockWords(
    rejection,
    around,
    say`A token of ${key(rejection)} holds for ${TOKEN_LIFE}. If the clocks agree, this was an old delivery that something posted again.`,
  );

const notYetValid: Tell = (rejection, around) =>
  clockWords(rejection, around, say`Up to 60 s are allowed. The key ${key(rejection)} and its secret are right.`);

function unknownKey(rejection: RejectionSummary, { health: { servers } }: Surroundings): Words {
  const known = servers.flatMap(({ keys }) => keys);
  const several = servers.length > 1;
  return {
    headline: say`Something signs with the key ${key(rejection)}, which is not known here.`,
    advice: say`Known: ${oneOf(known)}. Either set ${'webhook.api_key'} in ${'livekit.yaml'} to that, or give this server the other key too, in ${several ? 'LIVEKIT_SERVERS' : 'LIVEKIT_KEYS'}, and restart what you changed.`,
  };
}

const wrongSecret: Tell = (rejection, { health: { servers } }) => ({
  headline: say`The secret of ${key(rejection)} here is not the one LiveKit signs with.`,
  advice: say`Copy the value that ${'livekit.yaml'} has under ${'keys'} for it (on Cloud: that of the API key) into ${servers.length > 1 ? 'LIVEKIT_SERVERS' : 'LIVEKIT_API_SECRET'} without spaces or quotes, and restart this server.`,
});

const bodyMismatch: Tell = (rejection) => ({
  headline: say`The body was altered on its way: it does not match its signature.`,
  advice: say`Key ${key(rejection)} and its secret are right. A proxy, gateway or firewall between LiveKit and here rewrites the JSON: have it forward ${'POST /api/webhooks/livekit'} unmodified, or bypass it.`,
});

const missingToken: Tell = () => ({
  headline: say`Something posts here without a token.`,
  advice: say`LiveKit sends one in the header ${HEADER}. Either it is another program, or a proxy removes the header: have it forward that.`,
});

const malformedToken: Tell = () => ({
  headline: say`Something posts here with a token that is not LiveKit's.`,
  advice: say`Either it is another program, or a proxy puts a login of its own into the header ${HEADER}: leave that out for ${'/api/webhooks/livekit'}.`,
});

const foreign =
  (what: string): Tell =>
  (rejection) => ({
    headline: say`Something signs with ${key(rejection)} and posts ${[what]}.`,
    advice: say`LiveKit does not send that. Find the other program that has this key and this server's webhook URL.`,
  });

const tooLarge: Tell = () => ({
  headline: say`A webhook was too large.`,
  advice: say`It is lost, LiveKit does not repeat it. Metadata makes them large: set ${'limit.max_metadata_size'} in ${'livekit.yaml'}. A proxy may refuse large bodies before they reach this server: see ${'client_max_body_size'} or the like there.`,
});

const badRequest: Tell = () => ({
  headline: say`Requests broke off or could not be read.`,
  advice: say`See the log of the proxy in front of this server: it cuts bodies short or changes their length.`,
});

const WORDS: ReadonlyMap<string, Tell> = new Map([
  ['unknown_key', unknownKey],
  ['no_key_configured', unknownKey], // a key is configured now, and it is another one
  ['wrong_secret', wrongSecret],
  ['expired', expired],
  ['not_yet_valid', notYetValid],
  ['body_mismatch', bodyMismatch],
  ['missing_token', missingToken],
  ['malformed_token', malformedToken],
  ['not_json', foreign('what is not JSON')],
  ['not_utf8', foreign('what is not UTF-8')],
  ['no_event_name', foreign('JSON that names no event')],
  ['too_large', tooLarge],
  ['bad_request', badRequest],
]);

/** An unknown reason of a newer server is shown as it is. */
const unheardOf: Tell = ({ reason }) => ({
  headline: say`Webhooks are rejected: ${reason}.`,
  advice: say`This page is older than the server: reload it. The server's log says more.`,
});

export const rejectionWords: Tell = (rejection, around) =>
  (WORDS.get(rejection.reason) ?? unheardOf)(rejection, around);
