/** Options of a `DashboardClient`. */
export interface DashboardClientOptions {
  /** Origin of the dashboard, e.g. `https://dashboard.example.com`. Default: the origin of the page. */
  readonly url?: string;
  /** Sent as `auth: {token}` with each connection. Default: none; a browser sends its cookies in any case. */
  readonly token?: string;
  /** Milliseconds without a message after which the connection counts as lost; the server sends one a second. Default: 3000. */
  readonly staleAfterMs?: number;
}

export const DEFAULT_STALE_AFTER_MS = 3000;
