import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { withZone, ZoneChoice } from './zone-choice';

@Component({ template: '' })
class Page {}

describe('the zone of all times', () => {
  let harness: RouterTestingHarness;
  const choice = () => TestBed.inject(ZoneChoice);
  const url = () => TestBed.inject(Router).url;

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          {
            path: 'past',
            component: Page,
            canActivate: [withZone],
            runGuardsAndResolvers: 'paramsOrQueryParamsChange',
          },
          { path: 'now', component: Page },
        ]),
      ],
    });
    choice();
    harness = await RouterTestingHarness.create();
  });

  it('is that of the link, and stays on other pages', async () => {
    await harness.navigateByUrl('/past?tz=Asia/Tokyo&from=x');
    expect([choice().zone(), url()]).toEqual(['Asia/Tokyo', '/past?tz=Asia%2FTokyo&from=x']);
    await harness.navigateByUrl('/now');
    expect([choice().zone(), url()]).toEqual(['Asia/Tokyo', '/now']);
  });

  it('is added to an address without one, or with an unknown one', async () => {
    const local = choice().zone();
    await harness.navigateByUrl('/past?q=a');
    expect(url()).toBe(`/past?q=a&tz=${encodeURIComponent(local)}`);
    await harness.navigateByUrl('/past?tz=Mars');
    expect(url()).toBe(`/past?tz=${encodeURIComponent(local)}`);
  });

  it('follows the switch, also in the address', async () => {
    await harness.navigateByUrl('/past?tz=Asia/Tokyo');
    const next = choice().next();
    choice().toggle();
    await harness.fixture.whenStable();
    expect([choice().zone(), url()]).toEqual([next, `/past?tz=${encodeURIComponent(next)}`]);
  });
});
