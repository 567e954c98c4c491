import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { RATE_PRESETS, type RatePreview, type RatesReply } from '@livekit-dashboard/contracts';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { LIVE_CLIENT } from '../../live/client.token';
import { FakeClient, nextTask } from '../../live/testing';
import { RatesPanel } from './rates-panel';

const NONE: RatesReply = { currency: null, monthlyFee: null, effectiveFrom: null, dimensions: [], history: [] };
const amount = { saved: null, edited: '50', difference: null };
const PREVIEW: RatePreview = {
  month: '2026-10',
  currency: { saved: null, edited: 'USD' },
  dimensions: [],
  monthlyFee: amount,
  total: amount,
  estimatedMinutes: { saved: 0, edited: 0 },
  notMeasured: ['downstream_gb'],
  epoch: '00000000-0000-4000-8000-000000000000',
  offset: 0,
  serverTime: '2026-11-23T09:00:00.000Z',
};

describe('RatesPanel', () => {
  let fixture: ComponentFixture<RatesPanel>;
  let element: HTMLElement;
  let refuse = false;
  const asked: { readonly to: string; readonly body: unknown; readonly signal: AbortSignal | null | undefined }[] = [];

  const answer = (to: string): object => {
    if (to.startsWith('POST')) return PREVIEW;
    if (to.startsWith('GET')) return NONE;
    const { rates } = RATE_PRESETS[0]!;
    const saved = { ...rates, effectiveFrom: '2026-11-24' };
    const entry = { id: '1', rates: saved, savedAt: '2026-11-23T09:00:00.000Z', savedBy: null, changes: [] };
    return { ...NONE, history: [entry] };
  };

  beforeEach(async () => {
    refuse = false;
    asked.length = 0;
    globalThis.fetch = ((address: string, { method = 'GET', body, signal: aborts }: RequestInit = {}) => {
      const to = `${method} ${address}`;
      asked.push({ to, body: typeof body === 'string' ? JSON.parse(body) : null, signal: aborts });
      const problem = { detail: 'No.', errors: [{ field: 'dimensions.2.price', message: 'too dear' }] };
      const refused = refuse && method === 'PUT';
      return Promise.resolve({
        ok: !refused,
        json: () => Promise.resolve(refused ? problem : answer(to)),
      });
    }) as unknown as typeof fetch;
    const client = new FakeClient();
    TestBed.configureTestingModule({
      providers: [
        { provide: LIVE_CLIENT, useValue: client },
        { provide: UI_CLOCK, useValue: { now: signal(client.now), zone: signal('utc') } },
      ],
    });
    fixture = TestBed.createComponent(RatesPanel);
    client.link('live');
    element = fixture.nativeElement as HTMLElement;
    await settled();
    await press('Start from');
  });
  afterEach(() => TestBed.resetTestingModule());

  const settled = async (): Promise<void> => {
    await fixture.whenStable();
    await nextTask();
    await fixture.whenStable();
  };
  const press = async (label: string): Promise<void> => {
    [...element.querySelectorAll('button')].find((button) => button.textContent.trim().startsWith(label))?.click();
    await settled();
  };
  const cell = (label: string): HTMLInputElement => element.querySelector(`[aria-label="${label}"]`)!;
  const type = async (input: HTMLInputElement, value: string): Promise<void> => {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await settled();
  };

  it('begins tomorrow with the list prices, and requests a preview of a month', () => {
    expect(element.querySelector<HTMLInputElement>('input[type=date]')?.value).toBe('2026-11-24');
    const { rates } = RATE_PRESETS[0]!;
    expect(asked.at(-1)).toMatchObject({
      to: 'POST /api/v1/rates/preview?month=2026-11',
      body: { ...rates, effectiveFrom: '2026-11-24' },
    });
    expect(element.querySelector('tfoot')?.textContent).toContain('50.00');
  });

  it('previews this month if nothing was used last month, and says if nothing was used at all', () => {
    expect(asked.filter(({ to }) => to.includes('preview')).map(({ to }) => to)).toEqual([
      'POST /api/v1/rates/preview',
      'POST /api/v1/rates/preview?month=2026-11',
    ]);
    expect(element.querySelector('lk-rate-preview')?.textContent).toContain('No usage recorded');
  });

  it('cancels a superseded preview, and requests none for invalid input', async () => {
    const before = asked.at(-1)!;
    await type(cell('Agents, Price per minute'), '0.02');
    expect(before.signal?.aborted).toBe(true);
    const { length } = asked;
    await type(cell('Agents, Price per minute'), 'a lot');
    expect(asked).toHaveLength(length);
    expect(cell('Agents, Price per minute').getAttribute('aria-invalid')).toBe('true');
  });

  it("shows the server's error at its field until it is edited", async () => {
    refuse = true;
    await press('Save');
    expect(cell('Phone (SIP), Price per minute').getAttribute('aria-invalid')).toBe('true');
    expect(element.textContent).toContain('too dear');
    expect(element.querySelector('[role=alert]')?.textContent).toContain('Not saved: No.');
    await type(cell('Phone (SIP), Price per minute'), '0.1');
    expect(element.textContent).not.toContain('too dear');
  });

  it('closes when it is saved, and mentions a future plan', async () => {
    await press('Save');
    expect(asked.map(({ to }) => to)).toContain('PUT /api/v1/rates');
    expect(element.querySelector('form')).toBeNull();
    expect(element.querySelector('.next')?.textContent).toContain('2026-11-24');
    expect(element.querySelector('lk-rate-history')?.textContent).toContain('unknown (no accounts)');
  });
});
