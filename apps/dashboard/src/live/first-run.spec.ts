import { health, stats } from './testing';
import { isFirstRun } from './first-run';

const AT = '2026-11-23T09:00:00.000Z';

describe('isFirstRun', () => {
  it('is true until LiveKit has sent something', () => {
    expect(isFirstRun(stats(), health())).toBe(true);
    expect(isFirstRun(stats(), health({ lastWebhookAt: AT }))).toBe(false);
  });

  it('is not ended by a test event', () => {
    expect(isFirstRun(stats({ lastEventAt: AT, eventsTotal: 1 }), health({ lastTestAt: AT }))).toBe(true);
  });

  it('is ended by a session known only from the API', () => {
    expect(isFirstRun(stats({ activeSessions: 1 }), health())).toBe(false);
  });

  it('uses the last event if the health is unknown', () => {
    expect(isFirstRun(stats({ lastEventAt: AT }), null)).toBe(false);
  });
});
