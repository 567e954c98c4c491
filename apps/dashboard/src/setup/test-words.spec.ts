import type { SetupTest } from '@livekit-dashboard/contracts';
import { plain } from './sentence';
import { testWords } from './test-words';

const URL = 'https://dash.example.com/api/webhooks/livekit';

const told = (outcome: SetupTest['outcome'], more: Partial<SetupTest> = {}): string[] => {
  const test: SetupTest = { outcome, url: URL, throughPublicUrl: true, status: null, ms: 42, detail: null, ...more };
  const { tone, headline, advice } = testWords(test);
  return [tone, plain(headline), plain(advice)];
};

describe('testWords', () => {
  it.each([
    ['stored', {}, 'The test event came through in 42 ms.', /so webhooks get through/],
    [
      'stored',
      { throughPublicUrl: false },
      'The test event came through in 42 ms.',
      /^This side works.*PUBLIC_URL is not set/,
    ],
    ['no_key', {}, 'No API key to sign the test with.', /\(step 1\)/],
    ['unreachable', { detail: 'Nothing listens.' }, `No connection to ${URL}.`, /^Nothing listens\. Check PUBLIC_URL/],
    ['timeout', { ms: 10_012 }, `No answer from ${URL} within 10 s.`, /A firewall drops what comes/],
    ['tls', { detail: 'Expired.' }, `The certificate of ${URL} is not accepted.`, /^Expired\. .+ whole chain/],
    [
      'refused',
      { status: 401, detail: 'Invalid signature' },
      `The webhook at ${URL} refused it (401).`,
      /^Invalid signature .+ another dashboard with other keys/,
    ],
    ['unexpected', { status: 404 }, `Something else responds at ${URL} (404).`, /^PUBLIC_URL must lead to this server/],
  ] as const)('%s', (outcome, more, headline, advice) => {
    const [tone, first, second] = told(outcome, more);
    expect([tone, first]).toEqual([outcome === 'stored' ? 'live' : 'bad', headline]);
    expect(second).toMatch(advice);
  });
});
