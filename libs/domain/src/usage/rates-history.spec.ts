import { ratesReply, type Rates } from '@livekit-dashboard/contracts';
import { ratesHistory, type SavedRates } from './rates-history';

const plan = (effectiveFrom: string, monthlyFee: string): Rates => ({
  ...{ currency: 'USD', monthlyFee, effectiveFrom, dimensions: [] },
});
const saved = (id: number, rates: Rates): SavedRates => ({ id, savedMs: id * 1000, savedBy: null, rates });

describe('the rates and their history', () => {
  it('are empty before the first plan', () => {
    expect(ratesHistory([], '2026-11-25')).toEqual({
      ...{ currency: null, monthlyFee: null, effectiveFrom: null, dimensions: [], history: [] },
    });
  });

  it('contain the rates in force today, and what each plan changed when it was saved', () => {
    const reply = ratesHistory(
      [saved(1, plan('2026-10-01', '50')), saved(2, plan('2026-12-01', '70')), saved(3, plan('2026-11-01', '60'))],
      '2026-11-25',
    );
    expect(ratesReply.parse(reply)).toEqual(reply);
    expect(reply).toMatchObject({ effectiveFrom: '2026-11-01', monthlyFee: '60' });
    expect(reply.history.map(({ id, savedAt }) => [id, savedAt])).toEqual([
      ['3', '1970-01-01T00:00:03.000Z'],
      ['2', '1970-01-01T00:00:02.000Z'],
      ['1', '1970-01-01T00:00:01.000Z'],
    ]);
    expect(reply.history[0]?.changes).toEqual([
      { field: 'monthlyFee', from: '50', to: '60' },
      { field: 'effectiveFrom', from: '2026-10-01', to: '2026-11-01' },
    ]);
    expect(reply.history[2]?.changes).toContainEqual({ field: 'monthlyFee', from: null, to: '50' });
  });
});
