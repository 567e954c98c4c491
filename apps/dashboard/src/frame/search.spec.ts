import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { Component, signal } from '@angular/core';
import { jest } from '@jest/globals';
import type { SearchMatch, Session } from '@livekit-dashboard/contracts';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { session } from '../live/testing';
import { Search } from './search';

@Component({ template: '' })
class Blank {}

interface Asked {
  readonly url: URL;
  readonly aborted: () => boolean;
  answer(sessions: readonly Session[], total?: number): void;
  fail(): void;
}

const matched = (of: Session, match: Omit<SearchMatch, 'participantSid'>): Session =>
  Object.assign(of, { matched: [{ ...match, participantSid: null }] });

describe('Search', () => {
  let asked: Asked[];
  let element: HTMLElement;
  let router: Router;

  beforeEach(async () => {
    jest.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00.000Z') });
    Element.prototype.scrollIntoView = () => undefined;
    asked = [];
    globalThis.fetch = ((address: string, { signal: aborted }: RequestInit) =>
      new Promise((resolve, reject) => {
        asked.push({
          url: new URL(address, 'http://host'),
          aborted: () => aborted?.aborted ?? false,
          answer: (items, total = items.length) =>
            resolve({
              ok: true,
              json: () => Promise.resolve({ items, total, nextCursor: null }),
            }),
          fail: () => reject(new TypeError('Failed to fetch')),
        });
      })) as unknown as typeof fetch;
    const clock = { now: signal(Date.now()), zone: signal('utc') };
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: '**', component: Blank }]), { provide: UI_CLOCK, useValue: clock }],
    });
    router = TestBed.inject(Router);
    await router.navigateByUrl('/events');
    element = TestBed.createComponent(Search).nativeElement as HTMLElement;
    document.body.append(element);
    TestBed.tick();
  });

  afterEach(() => {
    element.remove();
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  const box = (): HTMLInputElement => element.querySelector('input') ?? document.createElement('input');
  const settle = async (): Promise<void> => {
    await jest.advanceTimersByTimeAsync(0);
    TestBed.tick();
  };
  const type = async (text: string): Promise<void> => {
    box().focus();
    box().value = text;
    box().dispatchEvent(new Event('input'));
    await settle();
  };
  const press = async (key: string): Promise<void> => {
    box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await settle();
  };
  /** Both requests of the last search. */
  const answer = async (active: readonly Session[], ended: readonly Session[] = [], totals = [0, 0]): Promise<void> => {
    await jest.advanceTimersByTimeAsync(200);
    const [first, second] = asked.slice(-2);
    first?.answer(active, Math.max(active.length, totals[0] ?? 0));
    second?.answer(ended, Math.max(ended.length, totals[1] ?? 0));
    await settle();
  };
  const options = (): string[] =>
    [...element.querySelectorAll('[role=option]')].map((option) => option.textContent.replace(/\s+/g, ' ').trim());
  const told = (): string => element.querySelector('[role=status]')?.textContent ?? '';
  const path = (): string => router.url;

  it('requests once after a pause in typing, active and ended separately', async () => {
    await type('st');
    await type('stand');
    await jest.advanceTimersByTimeAsync(200);
    expect(asked.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
      { q: 'stand', state: 'active', limit: '8', sort: '-lastEventAt' },
      { q: 'stand', state: 'ended', limit: '8', sort: '-lastEventAt' },
    ]);
  });

  it('shows active ones first, and why each matches', async () => {
    await type('ann');
    await answer(
      [session('RM_1', { name: 'anniversary' }), session('RM_ann', { name: 'x' })],
      [
        matched(session('RM_3', { name: 'y', state: 'ended', endedAt: '2026-11-23T08:50:00.000Z' }), {
          field: 'participantName',
          value: 'Joanna <b>',
        }),
      ],
    );
    expect(options()).toEqual([
      'anniversary, live1:00:00, RM_1',
      'x, live1:00:00, RM_ann',
      'y, ended23 Nov 08:50:00, RM_3 · participant Joanna <b>',
    ]);
    expect(told()).toBe('3 sessions found');
  });

  it('leaves room for ended ones, and shows that there are more', async () => {
    const many = Array.from({ length: 8 }, (_, index) => session(`RM_${index}`));
    const over = many.map(({ sid }) => session(`${sid}_e`, { state: 'ended' }));
    await type('rm');
    await answer(many, over, [12, 300]);
    expect(options()).toHaveLength(10);
    expect(options().slice(-2)).toEqual(['See all 12 live sessions', 'See all 300 in the history']);
  });

  it('selects by arrow keys, which wrap through no selection', async () => {
    await type('room');
    await answer([session('RM_1'), session('RM_2')]);
    expect(box().getAttribute('aria-activedescendant')).toBeNull();
    await press('ArrowUp');
    expect(box().getAttribute('aria-activedescendant')).toBe('search-result-1');
    await press('ArrowDown');
    expect(box().getAttribute('aria-activedescendant')).toBeNull();
    await press('ArrowDown');
    expect(element.querySelector('[aria-selected=true]')?.id).toBe('search-result-0');
    await press('Enter');
    expect(path()).toBe('/sessions/RM_1');
    expect(element.querySelector('lk-search-results')).toBeNull();
  });

  it('opens the first result with Enter, also if it is pressed before the answer', async () => {
    await type('stand up');
    await press('Enter');
    expect(path()).toBe('/events');
    await answer([], [session('RM_over', { state: 'ended', source: 'west' })]);
    await settle();
    expect(path()).toBe('/sessions/RM_over?source=west');
  });

  it('opens nothing with Enter if nothing matches, and says so', async () => {
    await type('zzz');
    await press('Enter');
    await answer([]);
    expect([path(), told()]).toEqual(['/events', 'No session found']);
  });

  it('keeps the filtered live list on Enter, but opens a person that it does not contain', async () => {
    await router.navigateByUrl('/sessions');
    await type('stand');
    await answer([session('RM_1', { name: 'standup' })]);
    await press('Enter');
    expect([path(), element.querySelector('lk-search-results')]).toEqual(['/sessions?q=stand', null]);
    await type('callum');
    await answer([matched(session('RM_2'), { field: 'identity', value: 'callum' })]);
    await press('Enter');
    await settle();
    expect(path()).toBe('/sessions/RM_2');
  });

  it('filters the sessions page while typing, and keeps the rest of its address', async () => {
    await router.navigateByUrl('/sessions?sort=-people');
    await type('abc');
    expect(path()).toBe('/sessions?sort=-people&q=abc');
  });

  it('keeps the selection when another answer arrives', async () => {
    await type('room');
    await answer([session('RM_1'), session('RM_2')]);
    await press('ArrowDown');
    await press('ArrowDown');
    box().value = 'room-';
    box().dispatchEvent(new Event('input'));
    await press('ArrowDown');
    await press('ArrowDown');
    await answer([session('RM_2'), session('RM_9')]);
    expect(box().getAttribute('aria-activedescendant')).toBe('search-result-0');
    expect(element.querySelector('[aria-selected=true]')?.textContent).toContain('RM_2');
  });

  it('closes with Escape, then clears', async () => {
    await type('room');
    await answer([session('RM_1')]);
    await press('Escape');
    expect([element.querySelector('lk-search-results'), box().value]).toEqual([null, 'room']);
    await press('Escape');
    expect([box().value, document.activeElement === box()]).toEqual(['', false]);
  });

  it('cancels a superseded request, and ignores a late answer', async () => {
    await type('a');
    await jest.advanceTimersByTimeAsync(200);
    const late = asked[0];
    await type('ab');
    expect(late?.aborted()).toBe(true);
    await answer([session('RM_ab')]);
    late?.answer([session('RM_late')]);
    await settle();
    expect(options()).toHaveLength(1);
  });

  it('reports that nothing matches, and that the search failed', async () => {
    await type('<b>zzz');
    await answer([]);
    const words = () => element.querySelector('lk-search-results')?.textContent.replace(/\s+/g, ' ').trim();
    expect(words()).toBe('No session matches “<b>zzz”: no room, person, phone number or id.');
    expect(told()).toBe('No session found');
    await type('zz');
    await jest.advanceTimersByTimeAsync(200);
    asked.at(-2)?.fail();
    await settle();
    expect(words()).toBe('Search failed. The server at http://localhost is not responding. Try again');
    expect(told()).toBe('Search failed');
  });
});
