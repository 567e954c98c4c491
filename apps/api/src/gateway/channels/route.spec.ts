import type { Change, ChangesTopic } from '@livekit-dashboard/contracts';
import type { FeedChange } from '../../store/stream/feed';
import type { ChangesChannel } from './changes-channel';
import { routeChange } from './route';

const TOPICS = ['sessions', 'agents', 'egresses', 'ingresses', 'session:default/RM_1', 'session:RM_1'] as const;

describe('routeChange', () => {
  it.each<[FeedChange['change']['kind'], Partial<FeedChange>, readonly string[]]>([
    ['egress', { sessionSid: null }, ['egresses']],
    ['egress', {}, ['egresses', 'session:default/RM_1', 'session:RM_1']],
    ['ingress', { sessionSid: null }, ['ingresses']],
    ['ingress', {}, ['ingresses', 'session:default/RM_1', 'session:RM_1']],
    ['track', {}, ['session:default/RM_1', 'session:RM_1']],
    ['session', { live: true }, ['sessions', 'session:default/RM_1', 'session:RM_1']],
  ])('gives a change of kind %s with %j to %j', (kind, more, expected) => {
    const taken: string[] = [];
    const channels = new Map<ChangesTopic, ChangesChannel>(
      TOPICS.map((topic) => {
        const take = (): void => void taken.push(topic);
        return [topic, { take, takeOf: take } as unknown as ChangesChannel];
      }),
    );
    const change = { kind, id: 'x', offset: 1, value: null } as Change;
    routeChange({ change, source: 'default', sessionSid: 'RM_1', live: false, ...more }, channels);
    expect(taken).toEqual(expected);
  });
});
