import { chipsOf, historyQuery, NO_HISTORY, parseHistoryFilter, tenantsLike, toggledFlag } from './history-filter';

const parse = (query: string) => {
  const parameters = new URLSearchParams(query);
  return parseHistoryFilter((name) => parameters.get(name));
};

const NOTHING = {
  ...{ endReason: null, flags: '', moment: null, state: 'ended', leaveReason: null, joinFailures: null },
  ...{ dropped: null, recordingFailures: null, unattended: null },
};

describe('the filter of the history', () => {
  it('is read from the URL, without invalid values', () => {
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

  it('accepts the links of numbers, and shows their filters', () => {
    const filter = parse('moment=start&live=1&leave=SIGNAL_CLOSE&failed=1&length=5m_15m&tenant=acme');
    expect(historyQuery(filter)).toEqual({
      ...{ tenant: 'acme', endReason: null, flags: '', moment: 'start', state: null },
      ...{ leaveReason: 'SIGNAL_CLOSE', joinFailures: 'true', minDurationMs: 300_000, maxDurationMs: 900_000 },
      ...{ dropped: null, recordingFailures: null, unattended: null },
    });
    expect(chipsOf(filter).map(({ label, value }) => [label, value])).toEqual([
      ['Tenant', 'acme'],
      ['Started in range', null],
      ['Leave reason', 'Signal connection closed'],
      ['Failed joins', null],
      ['Length', '5 – 15 min'],
      ['Including live', null],
    ]);
    expect(chipsOf(filter)[1]?.without).toEqual({ moment: null });
    expect(historyQuery(parse('length=over_4h'))).toMatchObject({ minDurationMs: 240 * 60_000, maxDurationMs: null });
    expect(historyQuery(parse('length=under_1m'))).toMatchObject({ minDurationMs: null, maxDurationMs: 60_000 });
    expect(parse('moment=noon&length=long')).toMatchObject({ moment: null, length: null });
  });

  it("accepts the links of the overview's failures", () => {
    const filter = parse('live=1&dropped=1&recordingFailed=1&unattended=1');
    expect(historyQuery(filter)).toMatchObject({ dropped: 'true', recordingFailures: 'true', unattended: 'true' });
    expect(chipsOf(filter).map(({ label, without }) => [label, without])).toEqual([
      ['Dropped', { dropped: null }],
      ['Failed recording', { recordingFailed: null }],
      ['No agent joined', { unattended: null }],
      ['Including live', { live: null }],
    ]);
  });

  it('shows a chip for each, with the URL without it', () => {
    expect(chipsOf(parse('room=a&reason=timeout&flags=aborted,recorded'))).toEqual([
      { label: 'Room', value: 'a', without: { room: null } },
      { label: 'End reason', value: 'No events for too long', without: { reason: null } },
      { label: 'Failed joins, any time', value: null, without: { flags: 'recorded' } },
      { label: 'Recorded', value: null, without: { flags: 'aborted' } },
    ]);
  });

  it('is removed completely when it is left', () => {
    const every = [
      ...['range', 'from', 'to', 'tz'],
      ...['room', 'identity', 'agent', 'metadata', 'tenant', 'source'],
      ...['reason', 'flags', 'moment', 'live', 'leave', 'failed', 'dropped', 'recordingFailed', 'unattended', 'length'],
    ];
    expect(NO_HISTORY).toEqual(Object.fromEntries(every.map((name) => [name, null])));
  });

  it('completes a part of a tenant, in any case, and asks if several match', () => {
    const known = ['harbor-lines', 'Harbor-tugs', 'acme', 'acme-eu'];
    expect(tenantsLike('LINES', known)).toEqual(['harbor-lines']);
    expect(tenantsLike('harbor', known)).toEqual(['harbor-lines', 'Harbor-tugs']);
    expect(tenantsLike('acme', known)).toEqual(['acme']);
    expect(tenantsLike('long-gone', known)).toEqual(['long-gone']);
  });

  it('toggles a flag', () => {
    expect(toggledFlag([], 'aborted')).toBe('aborted');
    expect(toggledFlag(['aborted'], 'estimated')).toBe('estimated,aborted');
    expect(toggledFlag(['aborted'], 'aborted')).toBeNull();
  });
});
