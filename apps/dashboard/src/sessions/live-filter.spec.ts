import { session } from '../live/testing';
import { filterOf, parseFlags, toggled } from './live-filter';

describe('the filter of live sessions', () => {
  it('matches words in room name and sid, in any case', () => {
    const admits = filterOf(' webINAR ', []);
    expect(admits(session('RM_1', { name: 'Webinar q4' }))).toBe(true);
    expect(admits(session('RM_webinar', { name: null }))).toBe(true);
    expect(admits(session('RM_2', { name: 'call' }))).toBe(false);
  });

  it.each([
    ['recording', { recording: true }, {}],
    ['agents', { agents: 1 }, { people: 2 }],
    ['no-agents', { people: 1 }, { people: 1, agents: 1 }],
    ['no-agents', { people: 1 }, { people: 0 }],
    ['failed', { aborted: 3 }, {}],
    ['empty', {}, { participants: 1 }],
  ] as const)('supports %s', (flag, yes, no) => {
    expect(filterOf('', [flag])(session('a', yes))).toBe(true);
    expect(filterOf('', [flag])(session('a', no))).toBe(false);
  });

  it('requires all of its flags', () => {
    const admits = filterOf('', ['recording', 'failed']);
    expect(admits(session('a', { recording: true, aborted: 1 }))).toBe(true);
    expect(admits(session('a', { recording: true }))).toBe(false);
  });

  it('is in the URL: invalid values are ignored, no filter is no parameter', () => {
    expect(parseFlags('failed,nonsense,recording')).toEqual(['recording', 'failed']);
    expect(parseFlags(undefined)).toEqual([]);
    expect(toggled([], 'failed')).toBe('failed');
    expect(toggled(['failed', 'empty'], 'failed')).toBe('empty');
    expect(toggled(['empty'], 'empty')).toBeNull();
  });
});
