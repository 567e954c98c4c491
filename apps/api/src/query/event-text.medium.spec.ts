/** Payloads of the log in lists and files: the stored text, not parsed and serialized again. Real: the whole application, its database. */
import { type RestApp, startRestApp } from '../testing/rest-app';
import { receivedEvent } from '../testing/received-events';
import { describeOnEachDatabase } from '../testing/test-database';

/** Parsed and serialized again, `2` would be first, and `1.50` would lose its zero. */
const PAYLOAD = '{"event":"room_started","z":1.50,"2":"two","text":"\\"quoted\\", é 漢"}';

describeOnEachDatabase('payloads of events', (create) => {
  let api: RestApp;
  beforeAll(async () => {
    api = await startRestApp(create);
    await api.ingest(receivedEvent('room_started', { room: 'daily' }));
    await api.dataSource.query('UPDATE event SET payload = $1::json', [PAYLOAD]);
  });
  afterAll(() => api.close());

  it.each(['events', 'sessions/RM_daily/events', 'exports/events.json'])(
    '%s returns them as they are stored',
    async (path) => {
      const reply = await api.reply(`/api/v1/${path}`);
      expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(reply.body).toContain(`"payload":${PAYLOAD}}`);
      const body = reply.json<{ items: unknown[] } | unknown[]>();
      expect(Array.isArray(body) ? body : body.items).toMatchObject([{ offset: 1, payload: JSON.parse(PAYLOAD) }]);
    },
  );

  it('exports/events.csv contains them as they are stored', async () => {
    expect(await api.text('/api/v1/exports/events.csv')).toContain(`,"${PAYLOAD.replaceAll('"', '""')}"\r\n`);
  });
});
