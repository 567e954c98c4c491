import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Duration } from './duration';
import { Name } from './name';
import { Tint } from './tint';
import { UI_CLOCK } from './ui-clock';

async function render<T>(component: new () => T): Promise<{ element: HTMLElement; host: T }> {
  const fixture = TestBed.createComponent(component);
  await fixture.whenStable();
  return { element: fixture.nativeElement as HTMLElement, host: fixture.componentInstance };
}

describe('Name', () => {
  @Component({ imports: [Name], template: `<lk-name [value]="value" />` })
  class Host {
    readonly value = '<img src=x onerror=alert(1)>\u202Etxt.exe';
  }

  it('shows a hostile name as text, isolated, whole in the tooltip', async () => {
    const { element, host } = await render(Host);
    expect(element.querySelector('img')).toBeNull();
    expect(element.querySelector('bdi')?.textContent).toBe(host.value);
    expect(element.querySelector('lk-name')?.getAttribute('title')).toBe(host.value);
  });
});

describe('Duration', () => {
  const now = signal(Date.parse('2026-11-23T09:00:10.000Z'));

  @Component({ imports: [Duration], template: `<lk-duration [from]="from" [to]="to()" />` })
  class Host {
    readonly from = '2026-11-23T09:00:00.000Z';
    readonly to = signal<string | null>(null);
  }

  it('ticks while it is open, and stops at its end', async () => {
    TestBed.configureTestingModule({ providers: [{ provide: UI_CLOCK, useValue: { now, zone: signal('utc') } }] });
    const { element, host } = await render(Host);
    expect(element.textContent).toBe('00:10');
    now.update((ms) => ms + 5000);
    TestBed.tick();
    expect(element.textContent).toBe('00:15');
    host.to.set('2026-11-23T09:00:12.000Z');
    TestBed.tick();
    expect(element.textContent).toBe('00:12');
  });
});

describe('Tint', () => {
  @Component({ imports: [Tint], template: `<span [lkTint]="value()" [lkTintOf]="of()"></span>` })
  class Host {
    readonly value = signal(1);
    readonly of = signal('RM_a');
  }

  let calm = false;
  const ends: (() => void)[] = [];
  const animate = jest.fn(() => ({ finished: new Promise<void>((resolve) => ends.push(resolve)) }));

  beforeEach(() => {
    calm = false;
    animate.mockClear();
    window.matchMedia = (() => ({ matches: calm })) as unknown as typeof matchMedia;
    Element.prototype.animate = animate as unknown as typeof Element.prototype.animate;
  });

  afterEach(async () => {
    jest.useRealTimers();
    for (const end of ends.splice(0)) end();
    await Promise.resolve();
  });

  it('shows many simultaneous changes without an animation, for a short time', async () => {
    const rendered = await Promise.all(Array.from({ length: 9 }, () => render(Host)));
    jest.useFakeTimers();
    for (const { host } of rendered) host.value.set(2);
    TestBed.tick();
    const flat = () => rendered.filter(({ element }) => element.querySelector('span')?.style.backgroundColor).length;
    expect([animate.mock.calls.length, flat()]).toEqual([6, 3]);
    jest.advanceTimersByTime(1000);
    expect(flat()).toBe(0);
  });

  it('highlights a changed value, not the first one nor that of another row', async () => {
    const { host } = await render(Host);
    expect(animate).not.toHaveBeenCalled();
    host.value.set(2);
    TestBed.tick();
    expect(animate).toHaveBeenCalledTimes(1);
    host.of.set('RM_b');
    host.value.set(9);
    TestBed.tick();
    expect(animate).toHaveBeenCalledTimes(1);
  });

  it('does not animate with reduced motion', async () => {
    calm = true;
    const { host } = await render(Host);
    host.value.set(2);
    TestBed.tick();
    expect(animate).not.toHaveBeenCalled();
  });
});
