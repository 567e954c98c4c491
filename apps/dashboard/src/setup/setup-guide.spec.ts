import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Health, ServerHealth, Setup, SetupTest } from '@livekit-dashboard/contracts';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { LIVE_CLIENT } from '../live/client.token';
import { digest, FakeClient, health, nextTask } from '../live/testing';
import { SetupGuide } from './setup-guide';

const HOSTILE = '<img src=x onerror=alert(1)>';
const server = (...keys: string[]): ServerHealth => ({
  name: 'default',
  url: null,
  keys,
  lastWebhookAt: null,
  reconcile: 'off',
  reconciledAt: null,
  reconcileError: null,
  contradictedSince: null,
  egress: 'ok',
  ingress: 'ok',
});
const stored: SetupTest = {
  outcome: 'stored',
  url: 'http://127.0.0.1:3000/api/webhooks/livekit',
  throughPublicUrl: false,
  status: 200,
  ms: 7,
  detail: null,
};

@Component({ imports: [SetupGuide], template: '<lk-setup-guide />' })
class Host {}

describe('SetupGuide', () => {
  let client: FakeClient;
  let told: Setup;
  let element: HTMLElement;
  const asked: string[] = [];

  beforeEach(async () => {
    asked.length = 0;
    told = {
      publicUrl: 'https://dash.example.com',
      webhookPath: '/api/webhooks/livekit',
      envFile: '/srv/dashboard/.env',
      tenantKey: null,
      servers: [],
    };
    globalThis.fetch = ((address: string, { method = 'GET' }: RequestInit = {}) => {
      asked.push(`${method} ${address}`);
      const body = address.endsWith('/test') ? stored : told;
      return Promise.resolve({
        ok: true,
        json: () => Promise.resolve(body),
      });
    }) as unknown as typeof fetch;
    client = new FakeClient();
    const clock = { now: signal(client.now), zone: signal('utc') };
    TestBed.configureTestingModule({
      providers: [
        { provide: LIVE_CLIENT, useValue: client },
        { provide: UI_CLOCK, useValue: clock },
      ],
    });
    const fixture = TestBed.createComponent(Host);
    client.link('live');
    await fixture.whenStable();
    await settled();
    element = fixture.nativeElement as HTMLElement;
  });

  afterEach(() => TestBed.resetTestingModule());

  const tell = (value: Health): void => {
    client.changes('overview', [digest('health', value)]);
    TestBed.tick();
  };
  const text = (selector = 'lk-setup-guide'): string =>
    (element.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const done = (): boolean[] => [...element.querySelectorAll('ol > li')].map((step) => step.classList.contains('done'));
  const settled = async (): Promise<void> => {
    await nextTask();
    TestBed.tick();
  };
  const press = async (label: string): Promise<void> => {
    [...element.querySelectorAll('button')].find((button) => button.textContent.trim() === label)?.click();
    await settled();
  };

  it("requests the server's address once, and again when it is back", async () => {
    expect(asked).toEqual(['GET /api/v1/setup']);
    expect(text()).toContain('https://dash.example.com/api/webhooks/livekit');
    client.link('reconnecting');
    TestBed.tick();
    told = { ...told, publicUrl: 'https://other.example.com' };
    client.link('live');
    TestBed.tick();
    await settled();
    expect(asked).toHaveLength(2);
    expect(text()).toContain('https://other.example.com/api/webhooks/livekit');
  });

  it('completes each step as it happens', () => {
    tell(health({ servers: [server()] }));
    expect(done()).toEqual([false, false, false, false]);
    expect(text('.waiting')).toBe('Waiting for the first webhook. This page updates when it arrives.');
    tell(health({ servers: [server('APIdev')] }));
    expect(done()).toEqual([true, false, false, false]);
    tell(health({ servers: [server('APIdev')], lastTestAt: '2026-11-23T08:59:00.000Z' }));
    expect(done()).toEqual([true, false, true, false]);
    tell(health({ servers: [server('APIdev')], lastWebhookAt: '2026-11-23T08:59:00.000Z' }));
    expect(done()).toEqual([true, true, false, true]);
    expect(text('.waiting')).toBe('Connected: receiving webhooks.');
  });

  it('shows an error as it happens, with the key as text', () => {
    const lastAt = '2026-11-23T08:59:58.000Z';
    const rejection = { reason: 'unknown_key', apiKey: HOSTILE, count: 2, lastAt, clockOffsetSeconds: null };
    tell(health({ servers: [server('APIdev')], rejections: [rejection] }));
    expect(element.querySelector('img')).toBeNull();
    expect(text('lk-findings .headline')).toBe(`Something signs with the key ${HOSTILE}, which is not known here.`);
    expect(text('lk-findings .seen')).toBe('2 rejected in the last 24 h, most recent 2 s ago');
  });

  it('shows the configuration in three forms, by click and by arrow key', async () => {
    tell(health({ servers: [server('APIdev')] }));
    expect(text('[role=tabpanel] pre')).toMatch(/^webhook: api_key: APIdev/);
    await press('LIVEKIT_CONFIG');
    expect(text('[role=tabpanel] pre')).toContain('LIVEKIT_CONFIG: | keys: APIdev');
    element
      .querySelector('[role=tab][aria-selected=true]')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    TestBed.tick();
    expect(text('[role=tabpanel]')).toContain('Signing API key: APIdev, the one this server has.');
  });

  it('sends a test event and shows the result', async () => {
    await press('Send a test event');
    expect(asked.at(-1)).toBe('POST /api/v1/setup/test');
    expect(text('lk-setup-test-button [role=status]')).toMatch(/^Test passed ?The test event came through in 7 ms\./);
  });
});
