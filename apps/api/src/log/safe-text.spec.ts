import { safeText } from './safe-text';

describe('text in a log line', () => {
  it.each([
    ['team-standup', 'team-standup'],
    ['Zoë 🎉 会議', 'Zoë 🎉 会議'],
    ['a\n[Webhook] forged', 'a\\u{a}[Webhook] forged'],
    ['a\r\u2028b\u0085', 'a\\u{d}\\u{2028}b\\u{85}'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['\ud800', '\\u{d800}'],
  ])('%j is written as %s', (text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  it('is truncated if it is long', () => {
    expect(safeText('x'.repeat(5000))).toHaveLength(121);
  });
});
