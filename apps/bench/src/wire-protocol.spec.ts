import { centrifuge, socketIo } from './wire-protocol';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('socket.io', () => {
  const protocol = socketIo('sessions');

  it('connects, subscribes, answers pings, and is ready once the subscription is answered', () => {
    const answers = ['0{"sid":"a"}', '40{"sid":"b"}', '2', '430[{"ok":true}]'].map((text) =>
      protocol.answer(bytes(text)),
    );
    expect(answers).toEqual([
      { send: '40' },
      { send: '420["subscribe",{"topic":"sessions"}]' },
      { send: '3' },
      { ready: true },
    ]);
  });

  it('reads the changes that a message covers', () => {
    const ours = bytes('42["changes",{"fromOffset":3,"toOffset":9}]');
    const plain = bytes('42["change",{"offset":4}]');
    expect([ours, plain, bytes('42["heartbeat",{}]')].map((text) => protocol.isAboutChanges(text))).toEqual([
      true,
      true,
      false,
    ]);
    expect([ours, plain].map((text) => protocol.covered(text))).toEqual([
      { from: 3, to: 9 },
      { from: 3, to: 4 },
    ]);
  });
});

describe('Centrifuge', () => {
  const push = (offset: number): string => `{"push":{"channel":"changes","pub":{"data":{"offset":${offset}}}}}`;

  it('connects, subscribes, answers pings, and is ready once the subscription is answered', () => {
    expect(centrifuge.hello).toBe('{"id":1,"connect":{}}');
    const answers = ['{"id":1,"connect":{"client":"a"}}', '{}', '{"id":2,"subscribe":{}}'];
    expect(answers.map((text) => centrifuge.answer(bytes(text)))).toEqual([
      { send: '{"id":2,"subscribe":{"channel":"changes"}}' },
      { send: '{}' },
      { ready: true },
    ]);
  });

  it('reads a message of one change and one of several', () => {
    expect(centrifuge.isAboutChanges(bytes(push(7)))).toBe(true);
    expect(centrifuge.covered(bytes(push(7)))).toEqual({ from: 6, to: 7 });
    expect(centrifuge.covered(bytes(`${push(7)}\n${push(8)}\n${push(9)}\n`))).toEqual({ from: 6, to: 9 });
    expect(centrifuge.answer(bytes(push(7)))).toBeNull();
  });

  it('answers a ping between changes', () => {
    const message = bytes(`${push(7)}\n{}`);
    expect(centrifuge.isAboutChanges(message)).toBe(true);
    expect(centrifuge.covered(message)).toEqual({ from: 6, to: 7 });
    expect(centrifuge.answer(message)).toEqual({ send: '{}' });
  });
});
