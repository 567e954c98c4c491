import { createHash, createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { AccessToken, TokenVerifier } from 'livekit-server-sdk';
import { WebhookVerifier, type Verdict } from './webhook-verifier';

const body = Buffer.from('{"event":"room_started"}');
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
const verifier = new WebhookVerifier(
  new Map([
    ['eukey', { secret: 'a secret of some length', source: 'eu' }],
    ['uskey', { secret: 'short', source: 'us' }],
  ]),
);

/** Signed as LiveKit does: the SDK's token with the hash of the body. */
async function signed(
  key = 'eukey',
  secret = 'a secret of some length',
  options: { ttl?: number; sha256?: string } = {},
) {
  const token = new AccessToken(key, secret, { ttl: options.ttl ?? 300 });
  token.sha256 = options.sha256 ?? hashOf(body);
  return token.toJwt();
}

/** A token with any header and claims. */
function forged(header: object, claims: object, secret = 'a secret of some length') {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

/** The first value most of the time, else one of the others. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const now = () => Math.floor(Date.now() / 1000);
const claims = (more: object = {}) => ({ iss: 'eukey', nbf: now(), exp: now() + 300, sha256: hashOf(body), ...more });
const reasonOf = (verdict: Verdict) => (verdict.ok ? 'ok' : verdict.reason);

describe('a webhook', () => {
  afterEach(() => jest.useRealTimers());

  it('is accepted under the key its token names', async () => {
    expect(verifier.verify(await signed(), body)).toEqual({ ok: true, apiKey: 'eukey', source: 'eu' });
    expect(verifier.verify(await signed('uskey', 'short'), body)).toEqual({
      ok: true,
      apiKey: 'uskey',
      source: 'us',
    });
  });

  it('may carry its token bare or after Bearer', async () => {
    const token = await signed();
    for (const header of [token, `Bearer ${token}`, `bearer  ${token}`]) {
      expect(reasonOf(verifier.verify(header, body))).toBe('ok');
    }
  });

  it.each([[undefined], [''], ['Bearer ']])('without a token (%p) is refused', async (header) => {
    expect(reasonOf(verifier.verify(header, body))).toBe('missing_token');
  });

  it.each(['x', 'a.b.c', 'a.b', `${Buffer.from('{}').toString('base64url')}.bnVsbA.x`])(
    'with the token %s is refused as malformed',
    async (token) => {
      expect(reasonOf(verifier.verify(token, body))).toBe('malformed_token');
    },
  );

  it('of an unknown key is refused with the name of the key', async () => {
    expect(verifier.verify(await signed('other', 'x'), body)).toMatchObject({
      reason: 'unknown_key',
      apiKey: 'other',
    });
    expect(verifier.verify(await signed('__proto__', 'x'), body)).toMatchObject({ reason: 'unknown_key' });
  });

  it('with the wrong secret is refused', async () => {
    expect(reasonOf(verifier.verify(await signed('eukey', 'another secret'), body))).toBe('wrong_secret');
    expect(reasonOf(verifier.verify(await signed('eukey', 'short'), body))).toBe('wrong_secret');
  });

  it('of other bytes is refused', async () => {
    expect(reasonOf(verifier.verify(await signed(), Buffer.from('{"event":"room_finished"}')))).toBe('body_mismatch');
    for (const sha256 of ['', 'AAAA', 7, undefined]) {
      expect(reasonOf(verifier.verify(forged({ alg: 'HS256' }, claims({ sha256 })), body))).toBe('body_mismatch');
    }
  });

  it('that is expired reports how far the clocks differ', async () => {
    const token = forged({ alg: 'HS256' }, claims({ nbf: now() - 3600, exp: now() - 3300 }));
    const verdict = verifier.verify(token, body);
    expect(verdict).toMatchObject({ reason: 'expired', apiKey: 'eukey' });
    expect(verdict.ok ? 0 : verdict.clockOffsetSeconds).toBeCloseTo(3600, -1);
  });

  it('from the future reports how far the clocks differ', async () => {
    const token = forged({ alg: 'HS256' }, claims({ nbf: now() + 3600, exp: now() + 3900 }));
    const verdict = verifier.verify(token, body);
    expect(verdict).toMatchObject({ reason: 'not_yet_valid' });
    expect(verdict.ok ? 0 : verdict.clockOffsetSeconds).toBeCloseTo(-3600, -1);
  });

  it('is accepted from a clock that is 60 s off, as in LiveKit', async () => {
    for (const seconds of [55, -355]) {
      const token = forged({ alg: 'HS256' }, claims({ nbf: now() + seconds, exp: now() + seconds + 300 }));
      expect(reasonOf(verifier.verify(token, body))).toBe('ok');
    }
    const ahead = forged({ alg: 'HS256' }, claims({ nbf: now() + 65, exp: now() + 365 }));
    expect(reasonOf(verifier.verify(ahead, body))).toBe('not_yet_valid');
    const late = forged({ alg: 'HS256' }, claims({ nbf: now() - 365, exp: now() - 65 }));
    expect(reasonOf(verifier.verify(late, body))).toBe('expired');
  });

  it('is admitted by its token before its body is there', async () => {
    const admission = verifier.admit(await signed());
    expect(admission).toEqual({ ok: true, apiKey: 'eukey', source: 'eu', sha256: hashOf(body) });
    if (!admission.ok) throw new Error('it was refused');
    expect(verifier.verifyBody(admission, body)).toEqual({ ok: true, apiKey: 'eukey', source: 'eu' });
    expect(verifier.verifyBody(admission, Buffer.from('{}'))).toMatchObject({ reason: 'body_mismatch', source: 'eu' });
  });

  it.each(['none', 'None', 'HS512', 'RS256'])('with the algorithm %s is refused', async (alg) => {
    expect(reasonOf(verifier.verify(forged({ alg }, claims()), body))).toBe('malformed_token');
  });

  it.each([
    ['no expiry', { exp: undefined }],
    ['an expiry that is no number', { exp: 'soon' }],
    ['a start that is no number', { nbf: 'now' }],
    ['no key', { iss: undefined }],
    ['a key that is no text', { iss: ['eukey'] }],
  ])('with %s is refused', async (_, more) => {
    expect(reasonOf(verifier.verify(forged({ alg: 'HS256' }, claims(more)), body))).toBe('malformed_token');
  });

  it('is accepted exactly when the SDK accepts its token', async () => {
    jest.useFakeTimers(); // both read the clock: no second passes between them
    let both = 0;
    const sdk = new TokenVerifier('eukey', 'a secret of some length');
    const time = fc.oneof(
      fc.integer({ min: -400, max: 400 }).map((seconds) => now() + seconds),
      fc.constantFrom<unknown>(undefined, null, 'soon', 1.5, -1, 1e20),
    );
    const tokens = fc.record({
      header: fc.record(
        {
          alg: mostly('HS256', 'HS512', 'none', undefined),
          typ: fc.constantFrom('JWT', 'x'),
          crit: mostly<unknown>(undefined, ['exp'], [], 'b64'),
        },
        { requiredKeys: ['alg'] },
      ),
      claims: fc.record({
        iss: mostly<unknown>('eukey', 'uskey', 'x', ['eukey']),
        nbf: time,
        exp: time,
        iat: time,
      }),
      secret: mostly('a secret of some length', 'short', ''),
      damage: mostly('', '.', 'A', '='),
    });
    await fc.assert(
      fc.asyncProperty(tokens, async ({ header, claims: more, secret, damage }) => {
        const token = forged(header, { ...claims(), ...more }, secret) + damage;
        const accepted = await sdk.verify(token, 60).then(
          () => true,
          () => false,
        );
        const admission = verifier.admit(token);
        expect(admission.ok && admission.apiKey === 'eukey').toBe(accepted);
        both += Number(accepted);
      }),
      { numRuns: 2_000 },
    );
    expect(both).toBeGreaterThan(50);
  });

  it('is refused while no key is configured', async () => {
    const none = new WebhookVerifier(new Map());
    expect(none.hasKeys).toBe(false);
    expect(reasonOf(none.verify(await signed(), body))).toBe('unknown_key');
  });
});
