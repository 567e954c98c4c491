/** The page that the user came from, for the link at the top of a session. Pure. */

export interface WayBack {
  readonly label: string;
  /** Path and query. */
  readonly url: string;
}

const PAGES: readonly (readonly [path: string, label: string])[] = [
  ['/agents', 'Agents'],
  ['/analytics', 'Analytics'],
  ['/events', 'Events'],
  ['/settings', 'Settings'],
  ['/egress', 'Egress'],
];

/** `previous`: the address that was shown before. Null, or another session: there is no list to return to. */
export function wayBack(previous: string | null): WayBack | null {
  if (previous === null) return null;
  const [path = '', query = ''] = previous.split('?');
  if (path === '/' || path === '') return { label: 'Overview', url: previous };
  if (path === '/sessions') {
    const history = new URLSearchParams(query).get('view') === 'history';
    return { label: history ? 'History' : 'Sessions', url: previous };
  }
  const page = PAGES.find(([known]) => path === known);
  return page ? { label: page[1], url: previous } : null;
}

/** The list that has sessions of this state. */
export const listOfSessions = (ended: boolean): WayBack =>
  ended ? { label: 'History', url: '/sessions?view=history' } : { label: 'Sessions', url: '/sessions' };
