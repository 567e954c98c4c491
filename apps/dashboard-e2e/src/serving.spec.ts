import { capture } from './harness/webhooks';
import { describeInBrowser } from './testing/in-browser';

describeInBrowser('serving the page', (stage) => {
  const head = async (path: string): Promise<Headers> => (await fetch(stage().dashboard.origin + path)).headers;

  it('asks for index.html each time, and keeps what is named by its hash for ever', async () => {
    expect((await head('/')).get('cache-control')).toBe('no-cache');
    expect((await head('/sessions/RM_any')).get('cache-control')).toBe('no-cache');
    const html = await (await fetch(stage().dashboard.origin)).text();
    const hashed = [...html.matchAll(/(?:src|href)="([^"]+-[A-Z0-9]{8}\.(?:js|css))"/g)].map(([, name]) => name ?? '');
    expect(hashed.length).toBeGreaterThan(1);
    for (const name of hashed)
      expect((await head(`/${name}`)).get('cache-control')).toMatch(/max-age=31536000, immutable/);
  });

  it('allows nothing from elsewhere, and no inline script', async () => {
    const policy = (await head('/')).get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
  });

  it('says nothing on the console, on any page', async () => {
    await stage().dashboard.post(...capture('meeting').slice(0, 5));
    const page = await stage().open('/');
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).origin));
    for (const path of ['/sessions', '/sessions?view=history', '/events', '/no-such-page']) {
      await page.goto(path, { waitUntil: 'networkidle' });
    }
    await page.goto('/sessions');
    await page.getByRole('link', { name: 'team-standup' }).click();
    for (const tab of ['Tracks', 'Events', 'Participants']) {
      await page.getByRole('navigation', { name: 'Parts of the session' }).getByRole('link', { name: tab }).click();
    }
    await page.getByText('Alice Andersson').waitFor();
    expect(new Set(requested)).toEqual(new Set([stage().dashboard.origin]));
    expect(stage().faults).toEqual([]);
  });
});
