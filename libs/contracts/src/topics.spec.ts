import { parseTopic, rowId, sessionEventsTopic, sessionTopic, topicSession } from './topics';

describe('topics of sessions', () => {
  it.each([
    ['RM_1', null, 'session:RM_1', 'events:RM_1'],
    ['RM_1', 'eu', 'session:eu/RM_1', 'events:eu/RM_1'],
    ['a/b c', 'us/2', 'session:us%2F2/a%2Fb%20c', 'events:us%2F2/a%2Fb%20c'],
    ['ü%2F', null, 'session:%C3%BC%252F', 'events:%C3%BC%252F'],
    ['x'.repeat(500), 'eu', `session:eu/${'x'.repeat(500)}`, `events:eu/${'x'.repeat(500)}`],
  ])('name the sid %j of the server %j', (sid, source, session, events) => {
    expect([sessionTopic(sid, source), sessionEventsTopic(sid, source)]).toEqual([session, events]);
    for (const topic of [session, events]) {
      expect(parseTopic(topic)).toBe(topic);
      expect(topicSession(sessionTopic(sid, source))).toEqual({ source, sid });
    }
  });

  it.each(['overview', 'agents-day', 'sessions', 'agents', 'events'])(
    'do not include %s, which covers all sessions',
    (topic) => {
      expect(parseTopic(topic)).toBe(topic);
      expect(topicSession(topic as 'events')).toBeNull();
    },
  );

  it.each([
    'session:',
    'session:/RM_1',
    'session:eu/',
    'session:eu/RM_1/x',
    'session:RM 1',
    'session:%52M_1', // another spelling of RM_1
    'session:%E0%A4',
    'session:ü',
    `session:${'x'.repeat(5000)}`,
    'sessions:eu/RM_1',
    'nothing',
    7,
    null,
  ])('do not include %j', (name) => {
    expect(parseTopic(name)).toBeNull();
  });

  it('replace a lone surrogate by U+FFFD', () => {
    expect(sessionTopic('a\ud800')).toBe(sessionTopic('a\ufffd'));
  });
});

describe('the id of a change', () => {
  it('is the plain sid of the server default', () => {
    expect(rowId('default', 'RM_1')).toBe('RM_1');
  });

  it('differs between servers, whatever their names and sids contain', () => {
    const rows = [
      ['default', 'RM_1'],
      ['eu', 'RM_1'],
      ['us', 'RM_1'],
      ['default', 'eu/RM_1'],
      ['a/b', 'c'],
      ['a', 'b/c'],
    ] as const;
    expect(new Set(rows.map(([source, sid]) => rowId(source, sid))).size).toBe(rows.length);
  });
});
