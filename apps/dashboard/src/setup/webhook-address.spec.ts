import type { Setup } from '@livekit-dashboard/contracts';
import { reachOf, webhookAddress } from './webhook-address';

const setup = (publicUrl: string | null): Setup => ({
  publicUrl,
  webhookPath: '/api/webhooks/livekit',
  envFile: '/srv/dashboard/.env',
  tenantKey: null,
  servers: [],
});

describe('webhookAddress', () => {
  it('is under PUBLIC_URL', () => {
    expect(webhookAddress(setup('https://dash.example.com'), 'http://127.0.0.1:3000')).toEqual({
      url: 'https://dash.example.com/api/webhooks/livekit',
      port: '443',
      configured: true,
      reach: 'public',
    });
  });

  it('is otherwise below the address in the browser, also before the server answered', () => {
    const here = {
      url: 'http://127.0.0.1:3000/api/webhooks/livekit',
      port: '3000',
      configured: false,
      reach: 'loopback',
    };
    expect(webhookAddress(setup(null), 'http://127.0.0.1:3000')).toEqual(here);
    expect(webhookAddress(null, 'http://127.0.0.1:3000')).toEqual(here);
  });
});

describe('reachOf', () => {
  it.each([
    ['localhost', 'loopback'],
    ['127.0.0.1', 'loopback'],
    ['[::1]', 'loopback'],
    ['app.localhost', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.20.0.2', 'private'],
    ['192.168.1.10', 'private'],
    ['[fd00::1]', 'private'],
    ['dashboard', 'private'],
    ['dash.internal', 'private'],
    ['172.32.0.2', 'public'],
    ['203.0.113.9', 'public'],
    ['dash.example.com', 'public'],
    ['[2001:db8::1]', 'public'],
  ])('%s: %s', (hostname, reach) => expect(reachOf(hostname)).toBe(reach));
});
