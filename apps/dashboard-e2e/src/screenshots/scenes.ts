/**
 * The pages of the screenshots, and what shows that each is complete: with traffic, and before anything ever arrived.
 */
export interface Scene {
  readonly name: string;
  /** The path of the page; `:sid` stands for a busy session. */
  readonly path: string;
  readonly busy: string;
  readonly empty: string;
}

export const SCENES: readonly Scene[] = [
  { name: 'overview', path: '/', busy: 'lk-busiest a', empty: 'lk-setup-guide' },
  { name: 'sessions', path: '/sessions', busy: 'lk-session-row', empty: 'lk-setup-banner' },
  { name: 'history', path: '/sessions?view=history', busy: 'lk-session-history a', empty: 'lk-notice' },
  {
    name: 'history-filtered',
    path: '/sessions?view=history&range=last7&flags=aborted&sort=-duration',
    busy: 'lk-session-history .chip',
    empty: 'lk-notice',
  },
  { name: 'session', path: '/sessions/:sid', busy: 'lk-participants-tab lk-state', empty: 'lk-notice' },
  { name: 'agents', path: '/agents', busy: 'lk-agents-page a', empty: 'lk-notice' },
  { name: 'analytics', path: '/analytics', busy: 'lk-top-panel a', empty: 'lk-notice' },
  { name: 'analytics-cost', path: '/analytics#cost', busy: 'lk-cost-parts td', empty: 'lk-costs' },
  { name: 'egress', path: '/egress', busy: 'lk-virtual-table a.room', empty: 'lk-notice' },
  { name: 'events', path: '/events', busy: 'lk-event-list .event', empty: 'lk-setup-banner' },
  { name: 'settings', path: '/settings', busy: 'lk-doctor-panel', empty: 'lk-doctor-panel' },
  { name: 'settings-rates', path: '/settings#rates', busy: 'lk-rate-plan', empty: 'lk-rates-panel' },
];
