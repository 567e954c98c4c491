import { Readable } from 'node:stream';
import { entriesOf } from './entries';
import { linesOf } from './lines';
import { readEvent } from './read-event';

const NOW_MS = Date.UTC(2026, 10, 25);

async function entries(maxBytes: number, ...chunks: (string | Buffer)[]) {
  const bytes = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  const found: string[] = [];
  for await (const entry of entriesOf(linesOf(bytes, maxBytes))) {
    found.push(`${entry.number} ${entry.ok ? entry.text : `! ${entry.reason}`}`);
  }
  return found;
}

describe('a file of events', () => {
  it.each([
    ['a list, an event a line', ['[\n{"a":1},\n{"b":2}\n]\n'], ['2 {"a":1}', '3 {"b":2}']],
    [
      'JSON lines, also of another system, with a mark before them',
      ['\uFEFF{"a":1}\r\n\r\n{"b":2}'],
      ['1 {"a":1}', '3 {"b":2}'],
    ],
    ['pieces that end anywhere', ['{"a"', ':"\u00e9', '"}\n{"b"', ':2}'], ['1 {"a":"\u00e9"}', '2 {"b":2}']],
    ['nothing', [''], []],
    ['a list of nothing', ['[]\n'], []],
    ['two lists, one after the other', ['[\n1\n]\n[\n2\n]\n'], ['2 1', '5 2']],
    [
      'a list that was cut off',
      ['[\n{"a":1},\n{"b"'],
      ['2 {"a":1}', '3 {"b"', '3 ! the list has no end: the file was cut off'],
    ],
  ])('is %s', async (_, chunks, expected) => {
    expect(await entries(1_000, ...chunks)).toEqual(expected);
  });

  it('rejects a line that is too long or not UTF-8, and no other', async () => {
    const [first, long, binary, last] = ['{"a":1}\n', `${'x'.repeat(101)}\n`, Buffer.from([0xff, 0x0a]), '{"b":2}\n'];
    expect(await entries(100, first, long, binary, last)).toEqual([
      '1 {"a":1}',
      '2 ! longer than 100 bytes; each event is a line of its own',
      '3 ! not UTF-8',
      '4 {"b":2}',
    ]);
  });
});

describe('an event of a file', () => {
  const told = {
    id: 'EV_1',
    source: 'default',
    apiKey: null,
    createdAt: '2026-11-23T09:00:00.000Z',
    receivedAt: '2026-11-23T09:00:00.250Z',
    synthetic: false,
    payload: { event: 'room_started', room: { sid: 'RM_1', name: 'one' } },
  };
  const read = (more: object) => readEvent(JSON.stringify({ ...told, ...more }), NOW_MS);

  it('is stored with its own id, times, server and key', () => {
    expect(read({ apiKey: 'devkey', source: 'eu', sessionSid: 'RM_other', offset: 7 })).toMatchObject({
      ok: true,
      received: {
        source: 'eu',
        apiKey: 'devkey',
        receivedAt: Date.parse(told.receivedAt),
        synthetic: false,
        event: {
          id: 'EV_1',
          event: 'room_started',
          createdAtMs: Date.parse(told.createdAt),
          room: { sid: 'RM_1', full: true },
        },
      },
    });
  });

  it('without a creation time was created in the second of its receipt', () => {
    expect(read({ createdAt: null })).toMatchObject({
      received: { event: { createdAtMs: Date.parse(told.createdAt) } },
    });
  });

  it.each([
    [{ id: '' }, /^id: /],
    [{ id: 'a\0b' }, /^id: has a character that cannot be stored$/],
    [{ source: '\ud800' }, /^source: /],
    [{ source: 'x'.repeat(201) }, /^source: /],
    [{ apiKey: 7 }, /^apiKey: /],
    [{ receivedAt: 'yesterday' }, /^receivedAt: /],
    [{ receivedAt: '2026-11-27T00:00:00.000Z' }, /^receivedAt: is in the future$/],
    [{ createdAt: '1969-12-31T23:59:59.000Z' }, /^createdAt: is before 1970$/],
    [{ payload: [] }, /^payload: must be an object$/],
    [{ payload: { room: {} } }, /^payload: names no event$/],
    [{ synthetic: true }, /^synthetic: is true, which room_started never is$/],
    [{ payload: { event: 'session_gone' } }, /^synthetic: is false, which session_gone never is$/],
  ])('%j is rejected by name', (more, reason) => {
    expect(read(more)).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
  });

  it('may be nested to any depth', () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const text = JSON.stringify(told).replace('"name":"one"', `"name":"one","deep":${deep}`);
    expect(readEvent(text, NOW_MS)).toMatchObject({ ok: true });
  });
});
