import { provideZonelessChangeDetection, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Params } from '@angular/router';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { TimeRangePicker } from './range-picker';

describe('TimeRangePicker', () => {
  function open(address: object) {
    const now = Date.parse('2026-11-30T12:00:00.000Z');
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        { provide: UI_CLOCK, useValue: { now: signal(now), zone: signal('utc') } },
      ],
    });
    const fixture = TestBed.createComponent(TimeRangePicker);
    fixture.componentRef.setInput('address', address);
    fixture.componentRef.setInput('tz', 'Asia/Tokyo');
    const picked: Params[] = [];
    fixture.componentInstance.picked.subscribe((params) => picked.push(params));
    fixture.detectChanges();
    const host = fixture.nativeElement as HTMLElement;
    host.querySelector('button')?.click();
    fixture.detectChanges();
    return { host, picked };
  }

  it('emits a relative range with its zone', () => {
    const { host, picked } = open({ from: '2026-11-01', to: '2026-11-03' });
    const named = [...host.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Last hour');
    named?.click();
    expect(picked).toEqual([{ range: 'last1h', from: null, to: null, tz: 'Asia/Tokyo' }]);
  });

  it('shows custom ends as days of the zone, and emits them as instants', () => {
    const { host, picked } = open({ from: '2026-11-01', to: '2026-11-03' });
    const dates = [...host.querySelectorAll<HTMLInputElement>('input[type=date]')].map(({ value }) => value);
    expect(dates).toEqual(['2026-11-01', '2026-11-03']);
    host.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(picked).toEqual([{ range: null, from: '2026-10-31T15:00Z', to: '2026-11-03T15:00Z', tz: 'Asia/Tokyo' }]);
  });
});
