import { jest } from '@jest/globals';
import { AppLogger } from './app-logger';

const LEVELS: ('fatal' | 'error' | 'warn' | 'log' | 'debug')[] = ['fatal', 'error', 'warn', 'log'];

describe('the log', () => {
  let text: string;

  beforeEach(() => {
    text = '';
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((chunk) => {
        text += String(chunk);
        return true;
      });
    }
  });
  afterEach(() => jest.restoreAllMocks());

  const logged = (json: boolean, log: (logger: AppLogger) => void, logLevels = LEVELS): string => {
    log(new AppLogger({ json, logLevels, colors: false }));
    return text;
  };

  it.each([true, false])('puts the context before the message in each line (JSON: %p)', (json) => {
    expect(logged(json, (logger) => logger.log('Received event: room_started', 'Webhook'))).toContain(
      '[Webhook] Received event: room_started',
    );
  });

  it('writes one JSON object per line, with the context as a field', () => {
    const line = logged(true, (logger) => logger.error('it\nbroke', 'a stack\n  at x', 'Ingest'));
    expect(line.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', context: 'Ingest', message: '[Ingest] it\nbroke' });
  });

  it('uses colours only in a terminal', () => {
    expect(logged(false, (logger) => logger.warn('careful', 'Store'))).not.toContain('\u001b');
  });

  it('cannot be forged by text from outside', () => {
    const line = logged(false, (logger) => logger.log('name\n[Nest] 1 - forged\u001b[2J', 'Webhook'));
    expect(line.trim().split('\n')).toHaveLength(1);
    expect(line).toContain('name\\u{a}[Nest] 1 - forged\\u{1b}[2J');
  });

  it('is truncated if it is long, in both formats', () => {
    for (const json of [true, false]) {
      text = '';
      expect(logged(json, (logger) => logger.error('x'.repeat(1_000_000), 'Store')).length).toBeLessThan(5000);
    }
  });

  it('prints a stack whose message cannot forge lines', () => {
    const stack = 'Error: bad\n[Nest] 1 - forged\n    at one (a.ts:1)\n    at two (b.ts:2)';
    const lines = logged(false, (logger) => logger.error('bad', stack, 'Store'))
      .trim()
      .split('\n');
    expect(lines.slice(1)).toEqual(['Error: bad\\u{a}[Nest] 1 - forged', '    at one (a.ts:1)', '    at two (b.ts:2)']);
  });

  it('limits repeated messages, and reports how many were left out', () => {
    jest.useFakeTimers({ now: 1000 });
    try {
      const lines = logged(false, (logger) => {
        for (let i = 0; i < 1000; i++) logger.error('disk full', 'Store');
        jest.advanceTimersByTime(1000);
        logger.warn('again', 'Store');
      });
      expect(lines.split('disk full').length - 1).toBe(50);
      expect(lines).toContain('[Log] 950 more warnings and errors were left out');
      expect(lines).toContain('again');
    } finally {
      jest.useRealTimers();
    }
  });

  it("logs Nest's own messages at debug level", () => {
    const report = (logger: AppLogger): void => {
      logger.log('Mapped {/api, GET} route', 'RouterExplorer');
      logger.log('StoreModule dependencies initialized', 'InstanceLoader');
      logger.error('it did not start', 'a stack', 'ExceptionHandler');
    };
    expect(logged(false, report)).toBe('');
    expect(logged(false, report, [...LEVELS, 'debug'])).toContain('Mapped {/api, GET} route');
  });
});
