/** The product in a browser: the built dashboard, a Chromium, and webhooks to post to it. */
export * from './chromium';
export * from './dashboard';
export * from './room';
export * from './webhooks';
