/** The result of the test event in words: what happened, and what to change. Pure. */
import type { SetupTest } from '@livekit-dashboard/contracts';
import type { Words } from './rejection-words';
import { quoted, say, type Sentence } from './sentence';

export interface TestWords extends Words {
  readonly tone: 'live' | 'bad';
}

type Outcome = SetupTest['outcome'];

/** The response, or why there was none, as the server reports it. */
const detail = ({ detail }: SetupTest): Sentence => (detail === null ? [] : say`${quoted(detail)} `);
const status = ({ status }: SetupTest): Sentence => (status === null ? [] : [` (${status})`]);

const WORDS: Readonly<Record<Outcome, (test: SetupTest) => Words>> = {
  stored: (test) => ({
    headline: say`The test event came through in ${test.ms} ms.`,
    advice: test.throughPublicUrl
      ? say`It went out to ${test.url} and came back in, so webhooks get through. Not checked yet: that LiveKit has the same secret.`
      : say`This side works. Not checked yet: that LiveKit can reach the URL above, since ${'PUBLIC_URL'} is not set, and that it has the same secret.`,
  }),
  no_key: () => ({
    headline: say`No API key to sign the test with.`,
    advice: say`Give this server LiveKit's key first (step 1).`,
  }),
  unreachable: (test) => ({
    headline: say`No connection to ${test.url}.`,
    advice: say`${detail(test)}Check ${'PUBLIC_URL'}, its name in DNS and the firewall. Some networks do not let a machine reach itself by its public address: then LiveKit may still reach it.`,
  }),
  timeout: (test) => ({
    headline: say`No answer from ${test.url} within ${Math.round(test.ms / 1000)} s.`,
    advice: say`A firewall drops what comes, or a proxy waits for a server that is not there. LiveKit would wait too, and the webhooks of that room with it.`,
  }),
  tls: (test) => ({
    headline: say`The certificate of ${test.url} is not accepted.`,
    advice: say`${detail(test)}LiveKit would not accept it either: use one that an authority signed, with its whole chain and for this name.`,
  }),
  refused: (test) => ({
    headline: say`The webhook at ${test.url} refused it${status(test)}.`,
    advice: say`${detail(test)}If Diagnosis shows no new rejection, another dashboard with other keys responds at that address.`,
  }),
  unexpected: (test) => ({
    headline: say`Something else responds at ${test.url}${status(test)}.`,
    advice: say`${detail(test)}${'PUBLIC_URL'} must lead to this server, and a proxy or login there must let ${'POST /api/webhooks/livekit'} pass as it comes.`,
  }),
};

export const testWords = (test: SetupTest): TestWords => ({
  tone: test.outcome === 'stored' ? 'live' : 'bad',
  ...WORDS[test.outcome](test),
});
