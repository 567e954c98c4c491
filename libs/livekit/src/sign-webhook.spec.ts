import { WebhookReceiver } from 'livekit-server-sdk';
import { signWebhook } from './sign-webhook';
import { parseToken } from './token';
import { WebhookVerifier } from './webhook-verifier';

describe("a webhook's signature", () => {
  const body = Buffer.from('{"event":"dashboard_test","id":"EV_1"}');
  const apiKey = { key: 'devkey', secret: 'a-secret' };

  it('is accepted by our verifier and by the SDK', async () => {
    const token = signWebhook(body, apiKey, Date.now());
    const verifier = new WebhookVerifier(new Map([['devkey', { secret: 'a-secret', source: 'eu' }]]));
    expect(verifier.verify(token, body)).toEqual({ ok: true, apiKey: 'devkey', source: 'eu' });
    const event = await new WebhookReceiver('devkey', 'a-secret').receive(body.toString(), token);
    expect(event.id).toBe('EV_1');
  });

  it('is good from its second on, for five minutes', () => {
    const claims = parseToken(signWebhook(body, apiKey, 1_795_465_160_900))?.claims;
    expect(claims).toMatchObject({ iss: 'devkey', nbf: 1_795_465_160, exp: 1_795_465_460 });
  });
});
