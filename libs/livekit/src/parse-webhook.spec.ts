import { parseWebhook } from './parse-webhook';
import { captured, capturedBodies } from './testing/captures';

const RECEIVED = Date.UTC(2026, 10, 23, 9, 30, 0, 217);

function parsed(body: string | object, receivedAtMs = RECEIVED) {
  const result = parseWebhook(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), receivedAtMs);
  if (!result.ok) throw new Error(result.error);
  return result;
}
const eventOf = (body: string | object) => parsed(body).event;
const errorOf = (body: Buffer) => {
  const result = parseWebhook(body, RECEIVED);
  return result.ok ? null : result.error;
};

describe('a captured delivery', () => {
  const first = (capture: string, event: string) => {
    const body = capturedBodies(capture).find((text) => (JSON.parse(text) as { event: string }).event === event);
    if (body === undefined) throw new Error(`no ${event} in ${capture}`);
    return eventOf(body);
  };

  it('room_started carries the whole room', () => {
    expect(first('meeting', 'room_started')).toEqual({
      id: 'EV_apoL6LznQyvQ',
      event: 'room_started',
      createdAtMs: 1795465160_000,
      receivedAtMs: RECEIVED,
      room: { sid: 'RM_K2xswNozYBHP', name: 'team-standup', full: true, creationTimeMs: 1795465160217, metadata: '' },
      participant: null,
      track: null,
      egress: null,
      ingress: null,
    });
  });

  it('participant_joined carries the whole participant, its kind left out when STANDARD', () => {
    expect(first('meeting', 'participant_joined').participant).toEqual({
      sid: 'PA_hnnQSGJBk6wv',
      identity: 'alice',
      profile: {
        version: 2,
        name: 'Alice Andersson',
        kind: 'STANDARD',
        kindDetails: [],
        hidden: false,
        metadata: '',
        attributes: {},
        joinedAtMs: 1795465160218,
        disconnectReason: null,
      },
    });
  });

  it('track_published carries sid and name of the room, sid and identity of the participant, and the publish time', () => {
    const event = first('meeting', 'track_published');
    expect(event.room).toMatchObject({ name: 'team-standup', full: false, creationTimeMs: null, metadata: null });
    expect(event.participant).toEqual({ sid: 'PA_hnnQSGJBk6wv', identity: 'alice', profile: null });
    expect(event.track?.publishedAtMs).toBeGreaterThan(1795465160_000);
    expect(event.track?.publishedAtMs).toBeLessThan(1795465260_000);
  });

  it('participant_left and an aborted join have a reason', () => {
    expect(first('kinds', 'participant_left').participant?.profile?.disconnectReason).toBe('CLIENT_INITIATED');
    expect(first('aborted-join', 'participant_connection_aborted').participant?.profile).toMatchObject({
      joinedAtMs: 1795465241399,
      disconnectReason: 'SIGNAL_CLOSE',
    });
  });

  it('an agent is one, with its attributes', () => {
    const agents = capturedBodies('real-agent').flatMap((body) => eventOf(body).participant?.profile ?? []);
    expect(agents.find((profile) => profile.kind === 'AGENT')?.attributes).toHaveProperty(['lk.agent.name']);
  });

  it.each(captured.map(({ capture, body }, index) => [`${capture} ${index}`, body] as const))(
    '%s is understood whole',
    (_, body) => {
      const { event } = parsed(body);
      const raw = JSON.parse(body) as Record<string, Record<string, string> | undefined>;
      expect(event.room?.sid).toBe(raw['room']?.['sid']);
      expect(event.room?.name).toBe(raw['room']?.['name']);
      expect(event.participant?.sid).toBe(raw['participant']?.['sid']);
      expect(event.participant?.identity ?? undefined).toBe(raw['participant']?.['identity']);
      expect(event.track?.sid).toBe(raw['track']?.['sid']);
    },
  );
});

describe('variants of protobuf JSON', () => {
  const room = { sid: 'RM_1', name: 'r' };
  const participant = { sid: 'PA_1', identity: 'p' };

  it('is its zero value', () => {
    const track = { sid: 'TR_1' };
    const event = eventOf({ event: 'track_published', id: 'EV_1', createdAt: '1795465160', room, participant, track });
    expect(event.track).toEqual({
      sid: 'TR_1',
      name: '',
      type: 'AUDIO',
      source: 'UNKNOWN',
      mimeType: null,
      width: null,
      height: null,
      publishedAtMs: null,
      version: null,
    });
    const left = eventOf({ event: 'participant_left', id: 'EV_2', createdAt: '1795465160', room, participant });
    expect(left.participant?.profile).toEqual({
      version: 0,
      name: '',
      kind: 'STANDARD',
      kindDetails: [],
      hidden: false,
      metadata: '',
      attributes: {},
      joinedAtMs: null,
      disconnectReason: 'UNKNOWN_REASON',
    });
  });

  it('[FO9] may be a number: int64, and enums known or not', () => {
    const known = { ...participant, kind: 4, joinedAtMs: 1795465160218, version: 3 };
    expect(
      eventOf({ event: 'participant_joined', id: 'EV_1', createdAt: 1795465160, room, participant: known }),
    ).toMatchObject({
      createdAtMs: 1795465160_000,
      participant: { profile: { kind: 'AGENT', joinedAtMs: 1795465160218, version: 3 } },
    });
    const newer = { ...participant, kind: 99, disconnectReason: 77 };
    expect(
      eventOf({ event: 'participant_left', id: 'EV_1', room, participant: newer }).participant?.profile,
    ).toMatchObject({
      kind: '99',
      disconnectReason: '77',
    });
    const named = { ...participant, kind: 'HOLOGRAM' };
    expect(
      eventOf({ event: 'participant_left', id: 'EV_1', room, participant: named }).participant?.profile?.kind,
    ).toBe('HOLOGRAM');
  });

  it('falls back to seconds, as older servers send', () => {
    const older = { ...participant, joinedAt: '1795465161' };
    const event = eventOf({
      event: 'participant_joined',
      id: 'E',
      room: { ...room, creationTime: '1795465160' },
      participant: older,
    });
    expect(event.room?.creationTimeMs).toBe(1795465160_000);
    expect(event.participant?.profile?.joinedAtMs).toBe(1795465161_000);
  });
});

describe('a whole object', () => {
  const room = { sid: 'RM_1', name: 'r', creationTimeMs: '1795465160217', metadata: 'm' };
  const participant = { sid: 'PA_1', identity: 'a', joinedAtMs: '1795465160218', name: 'Ada', kind: 'SIP' };
  const track = { sid: 'TR_1', version: { unixMicro: '1795465160356300', ticks: 2 } };

  it('[FO9] is known by its fields, also in a track event', () => {
    expect(eventOf({ event: 'track_published', id: 'EV_1', room, participant, track })).toMatchObject({
      room: { full: true, creationTimeMs: 1795465160217, metadata: 'm' },
      participant: { profile: { kind: 'SIP', name: 'Ada', disconnectReason: null } },
      track: { version: [1795465160356300, 2] },
    });
  });

  it('[FO9] may be written with the names of the protocol, at every depth, and with null for what is missing', () => {
    const names = {
      event: 'track_published',
      id: 'EV_1',
      created_at: 1795465160,
      room: { sid: 'RM_1', name: 'r', creation_time_ms: 1795465160217, metadata: null },
      participant: {
        sid: 'PA_1',
        identity: 'a',
        joined_at_ms: 1795465160218,
        name: null,
        kind: 3,
        kind_details: [2],
        attributes: { a_b: 'c' },
      },
      track: { sid: 'TR_1', mime_type: 'audio/red', version: { unix_micro: 1795465160356300 }, width: null },
      egress_info: null,
    };
    expect(eventOf(names)).toMatchObject({
      createdAtMs: 1795465160_000,
      room: { full: true, creationTimeMs: 1795465160217, metadata: '' },
      participant: { profile: { kind: 'SIP', kindDetails: ['CONNECTOR_WHATSAPP'], attributes: { a_b: 'c' } } },
      track: { mimeType: 'audio/red', version: [1795465160356300, 0], width: null },
      egress: null,
    });
  });
});

describe('a participant', () => {
  const joined = (more: object) =>
    eventOf({ event: 'participant_joined', id: 'EV_1', room: { sid: 'RM_1' }, participant: { sid: 'PA_1', ...more } })
      .participant?.profile;

  it.each([
    ['EGRESS', { permission: { recorder: true } }],
    ['AGENT', { permission: { agent: true } }],
    ['STANDARD', { permission: { canPublish: true } }],
    ['EGRESS', { kind: 'STANDARD', permission: { recorder: true } }],
    ['AGENT', { kind: 0, permission: { agent: true } }],
    ['EGRESS', { kind: null, permission: { recorder: true } }],
    ['SIP', { kind: 'SIP', permission: { agent: true } }],
  ])('is of kind %s by its permissions where its kind is missing', (kind, more) => {
    expect(joined(more)?.kind).toBe(kind);
  });

  it('reports whether it is hidden, and the details of its kind', () => {
    const more = { permission: { hidden: true }, kind: 7, kindDetails: [2, 'NEW', 99, null] };
    expect(joined(more)).toMatchObject({ hidden: true, kindDetails: ['CONNECTOR_WHATSAPP', 'NEW', '99'] });
  });
});

describe('egress', () => {
  const egressInfo = {
    egressId: 'EG_1',
    roomId: 'RM_1',
    roomName: 'r',
    startedAt: '1795465160123456789',
    updatedAt: '1795465163999999999',
    endedAt: '1795465164000000001',
    roomComposite: { roomName: 'r', layout: 'grid' },
  };
  const egressOf = (more: object) =>
    eventOf({ event: 'egress_ended', id: 'EV_1', egressInfo: { ...egressInfo, ...more } }).egress;

  it('reports nanoseconds; a missing status is STARTING', () => {
    expect(egressOf({})).toEqual({
      id: 'EG_1',
      roomSid: 'RM_1',
      roomName: 'r',
      kind: 'room_composite',
      audioOnly: false,
      passthrough: false,
      status: 'EGRESS_STARTING',
      startedAtMs: 1795465160123,
      updatedAtMs: 1795465163999,
      endedAtMs: 1795465164000,
      error: null,
      errorCode: null,
      details: null,
      backupStorageUsed: false,
      manifestLocation: null,
      results: [],
    });
  });

  it.each([
    [true, { trackComposite: { videoTrackId: 'TR_v', preset: 'PASSTHROUGH' } }],
    [false, { trackComposite: { videoTrackId: 'TR_v', audioTrackId: 'TR_a', preset: 'PASSTHROUGH' } }],
    [false, { trackComposite: { videoTrackId: 'TR_v' } }],
    [true, { egress: { preset: 'PASSTHROUGH', media: { videoTrackId: 'TR_v' } } }],
    [true, { egress: { preset: 'PASSTHROUGH', media: { audio: { routes: [{ trackId: 'TR_a' }] } } } }],
    [false, { egress: { preset: 'PASSTHROUGH', media: { audio: { captureAll: true } } } }],
    [false, { egress: { preset: 'PASSTHROUGH', media: { audio: { routes: [{ participantIdentity: 'a' }] } } } }],
    [false, { egress: { preset: 'PASSTHROUGH', media: { participantVideo: { identity: 'a' } } } }],
  ])('records one track without transcoding: %s for %j', (passthrough, request) => {
    expect(egressOf({ roomComposite: undefined, ...request })?.passthrough).toBe(passthrough);
  });

  it('has the results in addition to the error', () => {
    const more = {
      errorCode: 413,
      details: 'End reason: Limit reached',
      backupStorageUsed: true,
      manifestLocation: 's3://b/m',
    };
    expect(egressOf(more)).toMatchObject(more);
  });

  it.each([
    ['web', { web: { url: 'https://x' } }],
    ['participant', { participant: { identity: 'a' } }],
    ['track_composite', { trackComposite: {} }],
    ['track', { track: {} }],
    ['room_composite', { egress: { template: {} } }],
    ['web', { egress: { web: {} } }],
    ['participant', { egress: { media: { participantVideo: { identity: 'a' } } } }],
    ['track_composite', { replay: { media: { videoTrackId: 'TR' } } }],
    [null, {}],
  ])('of kind %s is known by its request', (kind, request) => {
    expect(egressOf({ roomComposite: undefined, ...request })?.kind).toBe(kind);
  });

  it.each([
    [true, { roomComposite: { audioOnly: true } }],
    [false, { web: { url: 'https://x' } }],
    [true, { egress: { template: { audioOnly: true } } }],
    [true, { trackComposite: { audioTrackId: 'TR_a' } }],
    [false, { trackComposite: { audioTrackId: 'TR_a', videoTrackId: 'TR_v' } }],
    [true, { egress: { media: { audio: {} } } }],
    [false, { egress: { media: { audio: {}, videoTrackId: 'TR_v' } } }],
    [false, { participant: { identity: 'a' } }],
    [null, { track: {} }],
    [null, {}],
  ])('is audio only (%p) by its request', (audioOnly, request) => {
    expect(egressOf({ roomComposite: undefined, ...request })?.audioOnly).toBe(audioOnly);
  });

  it('lists results with their type, once if the server reports them both ways', () => {
    const file = { filename: 'a.mp4', size: '12' };
    expect(
      egressOf({
        status: 'EGRESS_FAILED',
        error: 'disk full',
        file,
        fileResults: [file],
        imageResults: [{ filenamePrefix: 'i' }],
      }),
    ).toMatchObject({
      status: 'EGRESS_FAILED',
      error: 'disk full',
      results: [
        { ...file, type: 'file' },
        { filenamePrefix: 'i', type: 'images' },
      ],
    });
    expect(egressOf({ stream: { info: [{ url: 'rtmp://h/app/key' }] } })?.results).toEqual([
      { url: 'rtmp://h/app/[removed]', type: 'stream' },
    ]);
  });
});

describe('ingress', () => {
  it.each([
    [true, { enableTranscoding: false }],
    [false, { enableTranscoding: true, bypassTranscoding: true }],
    [true, { bypassTranscoding: true }],
    [null, {}],
  ])('bypasses transcoding (%p) if the ingress says so', (bypassesTranscoding, said) => {
    const event = eventOf({ event: 'ingress_started', id: 'EV_1', ingressInfo: { ingressId: 'IN_1', ...said } });
    expect(event.ingress?.bypassesTranscoding).toBe(bypassesTranscoding);
  });

  it('names the session by its state, not by the room, which has no sid', () => {
    const event = eventOf({
      event: 'ingress_started',
      id: 'EV_1',
      room: { name: 'r' },
      ingressInfo: {
        ingressId: 'IN_1',
        streamKey: 'hunter2',
        roomName: 'r',
        inputType: 'WHIP_INPUT',
        state: { status: 'ENDPOINT_PUBLISHING', roomId: 'RM_1', resourceId: 'RS_1', startedAt: '1795465160123456789' },
      },
    });
    expect(event.room).toBeNull();
    expect(event.ingress).toEqual({
      id: 'IN_1',
      resourceId: 'RS_1',
      roomSid: 'RM_1',
      roomName: 'r',
      inputType: 'WHIP_INPUT',
      bypassesTranscoding: null,
      status: 'ENDPOINT_PUBLISHING',
      startedAtMs: 1795465160123,
      updatedAtMs: null,
      endedAtMs: null,
      error: null,
    });
  });
});

describe('an unknown event', () => {
  it('keeps its name, room and participant', () => {
    const job = { room: { sid: 'RM_1', name: 'r' }, participant: { sid: 'PA_1', identity: 'p' } };
    expect(eventOf({ event: 'agent_job_started', id: 'EV_1', job })).toMatchObject({
      event: 'agent_job_started',
      room: { sid: 'RM_1', name: 'r', full: false },
      participant: { sid: 'PA_1', identity: 'p', profile: null },
    });
  });

  it('gets an id from its bytes if it has none', () => {
    const body = { event: 'room_started', room: { sid: 'RM_1' } };
    expect(eventOf(body).id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(eventOf(body).id).toBe(eventOf(body).id);
    expect(eventOf(body).id).not.toBe(eventOf({ ...body, x: 1 }).id);
  });

  it('was created in the second it was received, if it has no time', () => {
    expect(eventOf({ event: 'x', id: 'EV_1' }).createdAtMs).toBe(Math.floor(RECEIVED / 1000) * 1000);
  });
});

describe('a body that is no event', () => {
  it.each([
    ['not_utf8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['not_json', Buffer.from('')],
    ['not_json', Buffer.from('{"event":')],
    ['no_event_name', Buffer.from('{}')],
    ['no_event_name', Buffer.from('{"event":""}')],
    ['no_event_name', Buffer.from('{"event":7}')],
    ['no_event_name', Buffer.from('["event"]')],
    ['no_event_name', Buffer.from('null')],
  ])('is %s', (error, body) => {
    expect(errorOf(body)).toBe(error);
  });
});

describe('hostile shapes', () => {
  it.each([
    [
      'wrong types',
      { room: 5, participant: [], track: 'x', egressInfo: null, ingressInfo: true, createdAt: {}, id: 9 },
    ],
    [
      'wrong types inside',
      { room: { sid: 5, name: [] }, participant: { sid: 'PA', attributes: [1], version: 'x', kind: {} } },
    ],
    [
      'huge numbers',
      {
        createdAt: '99999999999999999999',
        room: { sid: 'RM', creationTimeMs: 1e300 },
        participant: { sid: 'PA', version: 1e300 },
      },
    ],
    ['negative numbers', { createdAt: '-5', track: { sid: 'TR', width: -1, version: { unixMicro: '-7' } } }],
    ['lists of nonsense', { egressInfo: { egressId: 'EG', fileResults: [null, 3, []], stream: { info: 'x' } } }],
  ])('are not reported: %s', (_, shape) => {
    for (const event of ['room_started', 'participant_left', 'track_published', 'egress_ended', 'ingress_ended', 'x']) {
      const { createdAtMs, room, participant } = eventOf({ event, ...shape });
      expect(new Date(createdAtMs).toISOString()).toMatch(/^\d{4}-/);
      expect(room?.creationTimeMs ?? null).toBeNull();
      expect(participant?.profile?.version ?? 0).toBe(0);
    }
  });

  it('__proto__ is a key like any other in the payload and left out of attributes', () => {
    const body =
      '{"event":"participant_joined","id":"E","__proto__":{"x":1},"participant":{"sid":"PA","attributes":{"__proto__":"y","a":"b"}}}';
    const { event, payload } = parsed(body);
    expect(Object.keys(payload)).toContain('__proto__');
    expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
    expect(Object.entries(event.participant?.profile?.attributes ?? {})).toEqual([['a', 'b']]);
  });

  it('nesting without end is cut, not fatal', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { payload } = parsed(`{"event":"x","id":"E","a":${deep},"metadata":${deep}}`);
    expect(() => JSON.stringify(payload)).not.toThrow();
  });

  it('NUL and lone surrogates show as U+FFFD and stay in the payload', () => {
    const body =
      '{"event":"room_started","id":"E","room":{"sid":"RM\\u0000","name":"a\\ud800b","metadata":"\\ud83d\\ude00"}}';
    const { event, payload } = parsed(body);
    expect(event.room).toMatchObject({ sid: 'RM\uFFFD', name: 'a\uFFFDb', metadata: '😀' });
    expect(payload).toEqual(JSON.parse(body));
  });
});
