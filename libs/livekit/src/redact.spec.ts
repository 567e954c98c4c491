import { redact } from './redact';
import { redactUrls } from './redact-url';
import { captured } from './testing/captures';

const secretsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'turnPassword' || key === 'streamKey' ? [String(inner)] : secretsIn(inner),
  );
};

describe('the captures', () => {
  it('do carry turnPasswords', () => {
    expect(captured.flatMap(({ body }) => secretsIn(JSON.parse(body))).length).toBeGreaterThan(50);
  });

  it.each(captured.map(({ capture, body }, index) => [`${capture} ${index}`, body] as const))(
    '%s loses its secrets and nothing else',
    (_, body) => {
      const before = JSON.parse(body) as Record<string, unknown>;
      const secrets = secretsIn(before);
      const after = JSON.stringify(redact(before));
      for (const secret of secrets) expect(after).not.toContain(secret);
      let expected = JSON.stringify(before);
      for (const secret of secrets) expected = expected.replaceAll(JSON.stringify(secret), '"[removed]"');
      expect(after).toBe(expected);
    },
  );
});

describe('secrets', () => {
  it('[ST9] are removed at any depth, by the names LiveKit gives them', () => {
    const upload = {
      s3: {
        accessKey: 'hunter2',
        secret: 'hunter2',
        sessionToken: 'hunter2',
        assumeRoleExternalId: 'hunter2',
        bucket: 'b',
      },
      gcp: { credentials: 'hunter2', bucket: 'b', proxy: { username: 'u', password: 'hunter2' } },
      azure: { accountName: 'n', accountKey: 'hunter2', containerName: 'c' },
      aliOSS: { accessKey: 'hunter2', secret: 'hunter2' },
    };
    const after = redact({
      egressInfo: {
        roomComposite: { fileOutputs: [upload], webhooks: [{ url: 'https://h/', signingKey: 'hunter2' }] },
      },
      ingressInfo: { streamKey: 'hunter2', stream_key: 'hunter2' },
      sip: { inboundPassword: 'hunter2', authPassword: 'hunter2', pin: '1234', whatsappApiKey: 'hunter2' },
      credentials: { nested: ['hunter2'] },
    });
    expect(JSON.stringify(after)).not.toContain('hunter2');
    expect(after).toMatchObject({
      egressInfo: {
        roomComposite: { fileOutputs: [{ s3: { bucket: 'b' }, azure: { accountName: 'n', containerName: 'c' } }] },
      },
      sip: { pin: '[removed]' },
      credentials: '[removed]',
    });
  });

  it('are not searched for in text of users', () => {
    const payload = {
      room: { metadata: '{"password":"mine","url":"rtmp://h/app/key"}' },
      participant: {
        attributes: { 'lk.agent.name': 'desk', password: 'mine', url: 'rtmp://h/app/key' },
        name: 'https://u:p@h/?token=1',
      },
      participantMetadata: 'token',
    };
    expect(redact(payload)).toEqual(payload);
  });

  it('leave flags and empty values alone', () => {
    const payload = { hasPassword: true, token: '', secret: null };
    expect(redact(payload)).toEqual(payload);
  });

  it('are removed from a copy', () => {
    const payload = { room: { turnPassword: 'hunter2' } };
    redact(payload);
    expect(payload.room.turnPassword).toBe('hunter2');
  });
});

describe('URLs', () => {
  it.each([
    ['rtmp://live.example.org/app/live_123', 'rtmp://live.example.org/app/[removed]'],
    ['rtmps://u:p@live.example.org:443/app/key?x=1', 'rtmps://live.example.org:443/app/[removed]?[removed]'],
    ['RTMP://h/app/inst/key', 'RTMP://h/app/[removed]'],
    ['rtmp://h/app', 'rtmp://h/app'],
    ['rtmp://h/app/', 'rtmp://h/app/'],
    ['srt://h:9000?streamid=a&passphrase=b', 'srt://h:9000?[removed]'],
    ['mux://key', 'mux://[removed]'],
    ['twitch://key', 'twitch://[removed]'],
    ['wss://u:p@h/path?token=t', 'wss://h/path?[removed]'],
    ['https://bucket.s3.amazonaws.com/a/b.mp4', 'https://bucket.s3.amazonaws.com/a/b.mp4'],
    ['https://bucket.s3.amazonaws.com/a/b.mp4?X-Amz-Signature=s', 'https://bucket.s3.amazonaws.com/a/b.mp4?[removed]'],
    ['could not connect to "rtmp://h/app/key": refused', 'could not connect to "rtmp://h/app/[removed]": refused'],
    ['no url', 'no url'],
  ])('%s', (before, after) => {
    expect(redactUrls(before)).toBe(after);
  });

  it('are searched for where LiveKit writes them, in lists too', () => {
    const after = redact({
      streamOutputs: [{ protocol: 'RTMP', urls: ['rtmp://h/app/key'] }],
      streamResults: [{ url: 'rtmp://h/app/key', error: 'rtmp://h/app/key is gone' }],
      track: { websocketUrl: 'wss://h/p?token=key' },
      ingressInfo: { inputType: 'WHIP_INPUT', url: 'https://h/w/key' },
    });
    expect(JSON.stringify(after)).not.toContain('key');
    expect(after).toMatchObject({ ingressInfo: { url: 'https://h/w/[removed]' } });
  });
});
