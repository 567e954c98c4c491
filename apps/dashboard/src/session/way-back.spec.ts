import { listOfSessions, wayBack } from './way-back';

describe('the link back from a session', () => {
  it.each([
    ['/sessions?view=history&range=last24h', 'History'],
    ['/sessions?only=recording', 'Sessions'],
    ['/', 'Overview'],
    ['/?view=numbers', 'Overview'],
    ['/agents?view=unattended', 'Agents'],
    ['/analytics?range=last7d&tz=UTC', 'Analytics'],
  ])('is %s, as %s', (url, label) => expect(wayBack(url)).toEqual({ label, url }));

  it('is missing if the user came from another session or from outside', () => {
    expect(wayBack('/sessions/RM_a?tab=events')).toBeNull();
    expect(wayBack(null)).toBeNull();
  });

  it('is then the list that contains such sessions', () => {
    expect(listOfSessions(true)).toEqual({ label: 'History', url: '/sessions?view=history' });
    expect(listOfSessions(false)).toEqual({ label: 'Sessions', url: '/sessions' });
  });
});
