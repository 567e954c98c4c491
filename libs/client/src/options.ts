export interface DashboardClientOptions {
  /** Origin of the dashboard, e.g. `https://dashboard.example.com`. Default: that of the page. */
  readonly url?: string;
  /** Sent as `auth: {token}` with each connection. Default: none; a browser's cookie goes along anyway. */
  readonly token?: string;
  /** Milliseconds without any message (the server sends one a second) after which the link counts as dead. Default 3000. */
  readonly staleAfterMs?: number;
}

export const DEFAULT_STALE_AFTER_MS = 3000;
