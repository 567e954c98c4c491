import { health, stats } from './testing';
import { isFirstRun } from './first-run';

const AT = '2026-11-23T09:00:00.000Z';

describe('isFirstRun', () => {
  it('is true until LiveKit sent something', () => {
    expect(isFirstRun(stats(), health())).toBe(true);
    expect(isFirstRun(stats(), health({ lastWebhookAt: AT }))).toBe(false);
  });

  it('is not ended by a test event', () => {
    expect(isFirstRun(stats({ lastEventAt: AT, eventsTotal: 1 }), health({ lastTestAt: AT }))).toBe(true);
  });

  it('is ended by a session that only the API told of', () => {
    expect(isFirstRun(stats({ activeSessions: 1 }), health())).toBe(false);
  });

  it('goes by the last event where the health is not told', () => {
    expect(isFirstRun(stats({ lastEventAt: AT }), null)).toBe(false);
  });
});
