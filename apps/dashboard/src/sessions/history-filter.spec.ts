import { chipsOf, historyQuery, parseHistoryFilter, toggledFlag } from './history-filter';

const parse = (query: string) => {
  const parameters = new URLSearchParams(query);
  return parseHistoryFilter((name) => parameters.get(name));
};

describe('the filter of the history', () => {
  it('is read from the URL, without what is none', () => {
    const filter = parse(
      'room=a%20b&metadata=plan:pro&reason=timeout&flags=recorded,quick,estimated&identity=&agent=x',
    );
    expect(historyQuery(filter)).toEqual({
      ...{ room: 'a b', metadata: 'plan:pro', agent: 'x' },
      ...{ endReason: 'timeout', flags: 'estimated,recorded' },
    });
    expect(historyQuery(parse('metadata=plan&reason=boredom'))).toEqual({ endReason: null, flags: '' });
    expect(historyQuery(parse(`room=${'x'.repeat(513)}&metadata=:pro`))).toEqual({ endReason: null, flags: '' });
  });

  it('shows a chip for each, with the URL without it', () => {
    expect(chipsOf(parse('room=a&reason=timeout&flags=aborted,recorded'))).toEqual([
      { label: 'Room', value: 'a', without: { room: null } },
      { label: 'Ended', value: 'Silent too long', without: { reason: null } },
      { label: 'Failed joins', value: null, without: { flags: 'recorded' } },
      { label: 'Recorded', value: null, without: { flags: 'aborted' } },
    ]);
  });

  it('turns a flag round', () => {
    expect(toggledFlag([], 'aborted')).toBe('aborted');
    expect(toggledFlag(['aborted'], 'estimated')).toBe('estimated,aborted');
    expect(toggledFlag(['aborted'], 'aborted')).toBeNull();
  });
});
