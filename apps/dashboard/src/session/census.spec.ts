import { censusOf, censusWords } from './census';
import { instant, participant } from './testing';

const stay = (sid: string, from: number, to: number | null, kind = 'STANDARD') =>
  participant(sid, sid, { joinedAt: instant(from), leftAt: to === null ? null : instant(to), kind });

const again = (sid: string, from: number, to: number) => ({ ...stay(sid, from, to), identity: 'ann' });

describe('unique people', () => {
  it('are counted by identity, apart from machines and failed joins', () => {
    const census = censusOf([
      participant('PA_1', 'ann', { leftAt: instant(3) }),
      participant('PA_2', 'ann', { joinedAt: instant(4) }),
      participant('PA_3', 'sip', { kind: 'SIP' }),
      participant('PA_4', 'bot', { kind: 'AGENT' }),
      participant('PA_5', 'EG_1', { kind: 'EGRESS' }),
      participant('PA_6', 'who', { kind: null }),
      participant('PA_8', 'observer', { hidden: true }),
      participant('PA_7', 'henry', { state: 'aborted', joinedAt: null, leftAt: instant(1) }),
    ]);
    expect(census).toMatchObject({
      came: { person: 2, agent: 1, machine: 1, unknown: 1, hidden: 1 },
      connections: 7,
      aborted: 1,
    });
    expect(censusWords(census)).toBe(
      '2 people, 1 agent, 1 machine (egress, ingress), 1 of unknown kind, 1 hidden · 7 connections · 1 failed join',
    );
  });
});

describe('the peak', () => {
  it.each([
    ['nobody', 0, []],
    ['those at one time', 2, [stay('a', 0, 10), stay('b', 5, 15), stay('c', 11, 20)]],
    ['the next, who comes as the last one leaves, once', 1, [stay('a', 0, 10), stay('b', 10, 20)]],
    ['who is still in', 3, [stay('a', 0, null), stay('b', 1, null), stay('c', 2, 3)]],
    ['one who left as they came', 1, [stay('a', 5, 5)]],
    ['one who leaves as another passes through once', 1, [stay('a', 0, 5), stay('b', 5, 5)]],
    [
      'one person who reconnects before the old connection is gone',
      1,
      [again('a', 0, 5), again('b', 4, 9), again('c', 9, 12)],
    ],
    ['nobody who is hidden', 1, [stay('a', 0, 1), { ...stay('b', 0, 1), hidden: true }]],
    ['no machine', 1, [stay('a', 0, 1, 'AGENT'), stay('b', 0, 1, 'EGRESS'), stay('c', 0, 1)]],
  ])('counts %s: %i', (_, peak, people) => expect(censusOf(people).peakPeople).toBe(peak));
});
