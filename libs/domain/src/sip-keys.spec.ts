import { sipKeys, sipKeysFor } from './sip-keys';

describe('the search keys of a phone call', () => {
  it('are its numbers without punctuation, its call and its trunk', () => {
    expect(
      sipKeys({
        'sip.phoneNumber': '+49 (30) 123-456',
        'sip.trunkPhoneNumber': '+1 555.0100',
        'sip.callID': 'SCL_1',
        'sip.trunkID': 'ST_1',
        'sip.callStatus': 'active',
      }),
    ).toEqual(['phoneNumber:4930123456', 'trunkPhoneNumber:15550100', 'callId:SCL_1', 'trunkId:ST_1']);
  });

  it('are none without such attributes, or with empty ones', () => {
    expect(sipKeys({})).toBeNull();
    expect(sipKeys({ 'sip.phoneNumber': '', 'sip.callID': '' })).toBeNull();
  });

  it.each(['+4930123456', '4930123456', '+49 30 / 123 456', '(49) 30-123.456'])('match %s', (typed) => {
    const [stored] = sipKeys({ 'sip.phoneNumber': '+4930123456' }) ?? [];
    expect(sipKeysFor(typed)).toContain(stored);
  });

  it('fit into an index whatever the length of a value', () => {
    for (const key of sipKeys({ 'sip.callID': 'x'.repeat(1_000_000), 'sip.phoneNumber': '9'.repeat(5_000) }) ?? [])
      expect(key.length).toBeLessThan(400);
  });
});
