import type { CanActivateFn, Route, Routes, UrlMatcher } from '@angular/router';
import { withZone } from './frame/zone-choice';

/** `events` and `events/:id` are one route, so that opening an event keeps the list. */
const eventsMatcher: UrlMatcher = (segments) => {
  const [page, id] = segments;
  if (page?.path !== 'events' || segments.length > 2) return null;
  return { consumed: segments, ...(id ? { posParams: { id } } : {}) };
};

/** The live list has no times that a link must keep. */
const historyWithZone: CanActivateFn = (route, state) =>
  route.queryParamMap.get('view') !== 'history' || withZone(route, state);

/** Checked for each new query too. */
const zoned = (guard: CanActivateFn): Pick<Route, 'canActivate' | 'runGuardsAndResolvers'> => ({
  canActivate: [guard],
  runGuardsAndResolvers: 'paramsOrQueryParamsChange',
});

/** One folder a page, each loaded when it is first opened. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Overview · LiveKit Dashboard',
    loadComponent: () => import('./overview/overview.page').then((m) => m.OverviewPage),
  },
  {
    path: 'sessions',
    title: 'Sessions · LiveKit Dashboard',
    ...zoned(historyWithZone),
    loadComponent: () => import('./sessions/sessions.page').then((m) => m.SessionsPage),
  },
  {
    path: 'sessions/:sid', // titled by the page, which knows the room's name
    ...zoned(withZone),
    loadComponent: () => import('./session/session.page').then((m) => m.SessionPage),
  },
  {
    path: 'agents',
    title: 'Agents · LiveKit Dashboard',
    loadComponent: () => import('./agents/agents.page').then((m) => m.AgentsPage),
  },
  {
    path: 'analytics',
    title: 'Analytics · LiveKit Dashboard',
    ...zoned(withZone),
    data: { preload: false }, // it brings the library that draws charts
    loadComponent: () => import('./analytics/analytics.page').then((m) => m.AnalyticsPage),
  },
  {
    path: 'tenants/:tenant',
    title: 'Statement · LiveKit Dashboard',
    data: { preload: false },
    loadComponent: () => import('./analytics/statement/statement.page').then((m) => m.StatementPage),
  },
  {
    path: 'egress',
    title: 'Egress · LiveKit Dashboard',
    ...zoned(withZone),
    loadComponent: () => import('./egress/egress.page').then((m) => m.EgressPage),
  },
  {
    matcher: eventsMatcher,
    title: 'Events · LiveKit Dashboard',
    ...zoned(withZone),
    loadComponent: () => import('./events/events.page').then((m) => m.EventsPage),
  },
  {
    path: 'settings',
    title: 'Settings · LiveKit Dashboard',
    loadComponent: () => import('./settings/settings.page').then((m) => m.SettingsPage),
  },
  {
    path: '**',
    title: 'Not found · LiveKit Dashboard',
    loadComponent: () => import('./not-found/not-found.page').then((m) => m.NotFoundPage),
  },
];
