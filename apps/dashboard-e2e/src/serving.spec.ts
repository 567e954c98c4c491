import { capture } from '@livekit-dashboard/harness/browser';
import { describeInBrowser } from './testing/in-browser';

/** What may be sent before a page can be used, as sent: compressed, with its headers. */
const INITIAL_BYTES = 350_000;

describeInBrowser('serving the page', (stage) => {
  const head = async (path: string): Promise<Headers> => (await fetch(stage().dashboard.origin + path)).headers;

  it('revalidates index.html, and caches hashed files forever', async () => {
    expect((await head('/')).get('cache-control')).toBe('no-cache');
    expect((await head('/sessions/RM_any')).get('cache-control')).toBe('no-cache');
    const html = await (await fetch(stage().dashboard.origin)).text();
    const hashed = [...html.matchAll(/(?:src|href)="([^"]+-[A-Z0-9]{8}\.(?:js|css))"/g)].map(([, name]) => name ?? '');
    expect(hashed.length).toBeGreaterThan(1);
    for (const name of hashed)
      expect((await head(`/${name}`)).get('cache-control')).toMatch(/max-age=31536000, immutable/);
  });

  it('compresses hashed files, each form with its own ETag', async () => {
    const html = await (await fetch(stage().dashboard.origin)).text();
    const [, script = ''] = /src="(main-[A-Z0-9]{8}\.js)"/.exec(html) ?? [];
    const forms = ['br', 'gzip', 'identity'].map(async (encoding) => {
      const answer = await fetch(`${stage().dashboard.origin}/${script}`, { headers: { 'accept-encoding': encoding } });
      const { headers } = answer;
      expect(headers.get('vary')).toMatch(/accept-encoding/i);
      expect(headers.get('content-type')).toMatch(/javascript/);
      expect(headers.get('cache-control')).toMatch(/immutable/);
      const tag = headers.get('etag') ?? '';
      // Any other mode of fetch would request a fresh one.
      const asked = { 'accept-encoding': encoding, 'if-none-match': tag };
      const again = await fetch(answer.url, { cache: 'force-cache', headers: asked });
      expect(again.status).toBe(304);
      return { encoding: headers.get('content-encoding') ?? 'identity', tag, text: await answer.text() };
    });
    const sent = await Promise.all(forms);
    expect(sent.map(({ encoding }) => encoding)).toEqual(['br', 'gzip', 'identity']);
    expect(new Set(sent.map(({ tag }) => tag)).size).toBe(3);
    expect(new Set(sent.map(({ text }) => text)).size).toBe(1);
  });

  it.each(['/', '/sessions'])('sends at most 350 kB before %s can be used, with all code of the page', async (path) => {
    const page = await stage().blank();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      const size = request
        .sizes()
        .then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize);
      sizes.push(size);
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(INITIAL_BYTES);
  });

  it('allows no external content, and no inline script', async () => {
    const policy = (await head('/')).get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
  });

  it('prints nothing to the console, on any page', async () => {
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
    await page.getByRole('link', { name: 'Alice Andersson' }).waitFor();
    expect(new Set(requested)).toEqual(new Set([stage().dashboard.origin]));
    expect(stage().complaints).toEqual([]);
  });
});
