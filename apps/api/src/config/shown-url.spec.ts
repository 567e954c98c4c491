import { shownUrl } from './shown-url';

it.each([
  ['wss://user:hunter2@livekit.example:7443/rtc?token=hunter2#x', 'wss://livekit.example:7443/rtc'],
  ['https://dashboard.example/', 'https://dashboard.example'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['nonsense', null],
  [null, null],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});
