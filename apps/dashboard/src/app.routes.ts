import type { Routes } from '@angular/router';

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
    loadComponent: () => import('./sessions/sessions.page').then((m) => m.SessionsPage),
  },
  {
    path: 'sessions/:sid', // titled by the page, which knows the room's name
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
    data: { preload: false }, // it brings the library that draws charts
    loadComponent: () => import('./analytics/analytics.page').then((m) => m.AnalyticsPage),
  },
  {
    path: 'events',
    title: 'Events · LiveKit Dashboard',
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
