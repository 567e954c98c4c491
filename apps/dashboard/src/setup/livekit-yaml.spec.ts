import { parse } from 'yaml';
import { composeYaml, livekitYaml } from './livekit-yaml';

const URL = 'https://dash.example.com:8443/api/webhooks/livekit';

describe('livekitYaml', () => {
  it('is valid for LiveKit', () => {
    expect(livekitYaml('APIdev', URL)).toBe(`webhook:\n  api_key: APIdev\n  urls:\n    - ${URL}`);
  });

  it.each(['APIdev', 'no', '12', 'a: b', '#x', '"', 'a\nb: c', '- x', '🙂'])('keeps the key %j a text', (key) => {
    expect(parse(livekitYaml(key, URL))).toEqual({ webhook: { api_key: key, urls: [URL] } });
  });

  it('has a placeholder for an unknown key', () => {
    expect(livekitYaml(null, URL)).toContain('api_key: <your API key>');
  });
});

describe('composeYaml', () => {
  it('contains the same with the keys as one variable', () => {
    const read = parse(composeYaml('APIdev', URL)) as {
      services: { livekit: { environment: { LIVEKIT_CONFIG: string } } };
    };
    expect(parse(read.services.livekit.environment.LIVEKIT_CONFIG)).toEqual({
      keys: { APIdev: '<its secret>' },
      ...(parse(livekitYaml('APIdev', URL)) as object),
    });
  });
});
