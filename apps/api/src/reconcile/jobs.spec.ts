import { egressEvidence, ingressEvidence, type ListedJob } from '@livekit-dashboard/livekit';
import type { EgressEvidence, IngressEvidence } from '@livekit-dashboard/domain';
import type { HeldEgress, HeldIngress } from '../store/reconcile/held-jobs.repository';
import { compareEgresses, compareIngresses, type EgressListing, type JobContext } from './jobs';

const T = Date.UTC(2026, 10, 24, 12);
const context: JobContext = { head: 100, rooms: new Set(['RM_1']), latelyMs: T - 60_000 };

const egress = (id: string, status = 'EGRESS_ACTIVE', roomId = 'RM_1'): ListedJob<EgressEvidence> => {
  const payload = { egressId: id, status, roomId, roomName: 'daily' };
  const evidence = egressEvidence(payload);
  if (evidence === null) throw new Error('an egress has an id');
  return { evidence, payload };
};
const ingress = (id: string, resourceId: string, status = 'ENDPOINT_PUBLISHING'): ListedJob<IngressEvidence> => {
  const payload = { ingressId: id, roomName: 'daily', state: { status, resourceId, roomId: 'RM_1' } };
  const evidence = ingressEvidence(payload);
  if (evidence === null) throw new Error('an ingress has an id');
  return { evidence, payload };
};
const job = {
  sessionSid: 'RM_1',
  roomName: 'daily',
  open: true,
  endEstimated: false,
  streamOffset: 50,
  webhookMs: null,
};
const heldEgress = (id: string, more: Partial<HeldEgress> = {}): HeldEgress => ({
  ...job,
  id,
  status: 'EGRESS_ACTIVE',
  ...more,
});
const heldIngress = (id: string, more: Partial<HeldIngress> = {}): HeldIngress => ({
  ...job,
  id,
  resourceId: 'RE_1',
  status: 'ENDPOINT_PUBLISHING',
  ...more,
});

/** What is found and absent, and what is undecided. */
const said = ({ found, missing, undecided }: ReturnType<typeof compareEgresses>): unknown[] => [
  found.map((one) => `${one.event} ${one.egress?.id ?? one.ingress?.id}`),
  missing.map(({ key }) => key),
  undecided,
];
const egresses = (
  active: EgressListing['active'],
  stored: HeldEgress[],
  others: [string, ListedJob<EgressEvidence> | null][] = [],
): unknown[] => said(compareEgresses({ active, others: new Map(others) }, stored, context));
const ingresses = (listed: ListedJob<IngressEvidence>[], stored: HeldIngress[]): unknown[] =>
  said(compareIngresses(listed, stored, context));

describe('egresses', () => {
  it('cause nothing if both agree', () => {
    expect(egresses([egress('EG_1')], [heldEgress('EG_1')])).toEqual([[], [], []]);
  });

  it('are added if their start was lost, of a stored room or of none', () => {
    expect(egresses([egress('EG_1')], [])).toEqual([['egress_listed EG_1'], [], []]);
    expect(egresses([egress('EG_1', 'EGRESS_ACTIVE', '')], [])).toEqual([['egress_listed EG_1'], [], []]);
    expect(egresses([egress('EG_1', 'EGRESS_ENDING', 'RM_old')], [])).toEqual([[], [], []]);
  });

  it('are updated if they have another status, or were ended by an estimate', () => {
    const expected = [['egress_listed EG_1'], [], []];
    expect(egresses([egress('EG_1')], [heldEgress('EG_1', { status: 'EGRESS_STARTING' })])).toEqual(expected);
    expect(egresses([egress('EG_1')], [heldEgress('EG_1', { open: false, endEstimated: true })])).toEqual(expected);
    expect(egresses([egress('EG_1')], [heldEgress('EG_1', { open: false })])).toEqual([[], [], []]);
  });

  it('get their result if LiveKit still has it, are absent if not, and undecided if not requested', () => {
    const stored = [heldEgress('EG_1'), heldEgress('EG_2'), heldEgress('EG_3')];
    expect(
      egresses([], stored, [
        ['EG_1', egress('EG_1', 'EGRESS_FAILED')],
        ['EG_2', null],
      ]),
    ).toEqual([['egress_listed EG_1'], ['egress_gone:EG_2'], ['egress_gone:EG_3']]);
  });

  it('are not absent if an event touched them meanwhile, or if all recently reported ones are missing', () => {
    expect(egresses([], [heldEgress('EG_1', { streamOffset: 101 })], [['EG_1', null]])).toEqual([[], [], []]);
    const lately = heldEgress('EG_2', { webhookMs: T - 59_000 });
    expect(
      egresses(
        [],
        [heldEgress('EG_1'), lately],
        [
          ['EG_1', null],
          ['EG_2', null],
        ],
      ),
    ).toEqual([[], [], ['egress']]);
    expect(egresses([egress('EG_2')], [heldEgress('EG_1'), lately], [['EG_1', null]])).toEqual([
      [],
      ['egress_gone:EG_1'],
      [],
    ]);
  });
});

describe('ingresses', () => {
  it('cause nothing if both agree or they are idle', () => {
    expect(
      ingresses([ingress('IN_1', 'RE_1'), ingress('IN_2', '', 'ENDPOINT_INACTIVE')], [heldIngress('IN_1')]),
    ).toEqual([[], [], []]);
  });

  it('are updated if their start or end was lost', () => {
    expect(ingresses([ingress('IN_1', 'RE_1')], [])).toEqual([['ingress_listed IN_1'], [], []]);
    expect(ingresses([ingress('IN_1', 'RE_1', 'ENDPOINT_COMPLETE')], [heldIngress('IN_1')])).toEqual([
      ['ingress_listed IN_1'],
      [],
      [],
    ]);
    expect(ingresses([ingress('IN_1', 'RE_1', 'ENDPOINT_COMPLETE')], [])).toEqual([[], [], []]);
  });

  it('are absent once another use began, or the ingress was deleted', () => {
    const missing = [[], ['ingress_gone:["IN_1","RE_1"]'], []];
    expect(ingresses([ingress('IN_1', 'RE_2', 'ENDPOINT_INACTIVE')], [heldIngress('IN_1')])).toEqual(missing);
    expect(ingresses([], [heldIngress('IN_1')])).toEqual(missing);
  });

  it('without a resource id continue while the ingress does', () => {
    const first = heldIngress('IN_1', { resourceId: null, status: null });
    expect(ingresses([ingress('IN_1', 'RE_1')], [first])).toEqual([['ingress_listed IN_1'], [], []]);
    expect(ingresses([ingress('IN_1', '', 'ENDPOINT_INACTIVE')], [first])).toEqual([
      [],
      ['ingress_gone:["IN_1",null]'],
      [],
    ]);
  });
});
