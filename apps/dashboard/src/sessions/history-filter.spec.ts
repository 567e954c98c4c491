import { chipsOf, historyQuery, NO_HISTORY, parseHistoryFilter, toggledFlag } from './history-filter';

const parse = (query: string) => {
  const parameters = new URLSearchParams(query);
  return parseHistoryFilter((name) => parameters.get(name));
};

const NOTHING = { endReason: null, flags: '', moment: null, state: 'ended', leaveReason: null, joinFailures: null };

describe('the filter of the history', () => {
  it('is read from the URL, without what is none', () => {
    const filter = parse(
      'room=a%20b&metadata=plan:pro&reason=timeout&flags=recorded,quick,estimated&identity=&agent=x',
    );
    expect(historyQuery(filter)).toEqual({
      ...NOTHING,
      ...{ room: 'a b', metadata: 'plan:pro', agent: 'x' },
      ...{ endReason: 'timeout', flags: 'estimated,recorded' },
    });
    expect(historyQuery(parse('metadata=plan&reason=boredom'))).toEqual(NOTHING);
    expect(historyQuery(parse(`room=${'x'.repeat(513)}&metadata=:pro`))).toEqual(NOTHING);
  });

  it('takes what a number elsewhere leads to, and shows that too', () => {
    const filter = parse('moment=start&live=1&leave=SIGNAL_CLOSE&failed=1&length=5m_15m&tenant=acme');
    expect(historyQuery(filter)).toEqual({
      ...{ tenant: 'acme', endReason: null, flags: '', moment: 'start', state: null },
      ...{ leaveReason: 'SIGNAL_CLOSE', joinFailures: 'true', minDurationMs: 300_000, maxDurationMs: 900_000 },
    });
    expect(chipsOf(filter).map(({ label, value }) => [label, value])).toEqual([
      ['Tenant', 'acme'],
      ['Started in the range', null],
      ['Why left', 'The connection was lost'],
      ['Join failed in the range', null],
      ['Length', '5 – 15 min'],
      ['Live ones too', null],
    ]);
    expect(chipsOf(filter)[1]?.without).toEqual({ moment: null });
    expect(historyQuery(parse('length=over_4h'))).toMatchObject({ minDurationMs: 240 * 60_000, maxDurationMs: null });
    expect(historyQuery(parse('length=under_1m'))).toMatchObject({ minDurationMs: null, maxDurationMs: 60_000 });
    expect(parse('moment=noon&length=long')).toMatchObject({ moment: null, length: null });
  });

  it('shows a chip for each, with the URL without it', () => {
    expect(chipsOf(parse('room=a&reason=timeout&flags=aborted,recorded'))).toEqual([
      { label: 'Room', value: 'a', without: { room: null } },
      { label: 'Ended', value: 'Silent too long', without: { reason: null } },
      { label: 'Failed joins', value: null, without: { flags: 'recorded' } },
      { label: 'Recorded', value: null, without: { flags: 'aborted' } },
    ]);
  });

  it('leaves nothing behind when one leaves it', () => {
    const every = [
      ...['range', 'from', 'to'],
      ...['room', 'identity', 'agent', 'metadata', 'tenant'],
      ...['reason', 'flags', 'moment', 'live', 'leave', 'failed', 'length'],
    ];
    expect(NO_HISTORY).toEqual(Object.fromEntries(every.map((name) => [name, null])));
  });

  it('turns a flag round', () => {
    expect(toggledFlag([], 'aborted')).toBe('aborted');
    expect(toggledFlag(['aborted'], 'estimated')).toBe('estimated,aborted');
    expect(toggledFlag(['aborted'], 'aborted')).toBeNull();
  });
});
