import { storedEvent } from '../live/testing';
import { eventDetail } from './event-detail';

const detailOf = (event: string, payload: Record<string, unknown>) =>
  eventDetail({ ...storedEvent(1), event, payload });

describe('eventDetail', () => {
  it.each([
    ['participant_left', { participant: { disconnectReason: 'CONNECTION_TIMEOUT' } }, 'Connection timed out', true],
    ['participant_left', { participant: { disconnect_reason: 'CLIENT_INITIATED' } }, 'Left', false],
    ['participant_joined', { participant: { kind: 'AGENT', name: 'Scheduler' } }, 'AGENT · Scheduler', false],
    ['track_published', { track: { source: 'CAMERA', name: 'webcam' } }, 'CAMERA · webcam', false],
    ['track_published', { track: { type: 'DATA' } }, 'DATA', false],
    ['egress_ended', { egressInfo: { status: 'EGRESS_LIMIT_REACHED' } }, 'limit reached', false],
    ['egress_ended', { egressInfo: { status: 'EGRESS_FAILED', error: 'no signal' } }, 'failed · no signal', true],
    ['ingress_ended', { ingressInfo: { state: { status: 'ENDPOINT_ERROR', error: 'x' } } }, 'error · x', true],
  ])('of %s with %j is %s', (event, payload, text, isBad) => {
    expect(detailOf(event, payload)).toEqual({ text, isBad });
  });

  it('is empty if there is nothing to add, whatever the shape', () => {
    expect(detailOf('room_started', { room: {} })).toBeNull();
    expect(detailOf('participant_left', { participant: [1] })).toBeNull();
    expect(detailOf('track_published', { track: null })).toBeNull();
    expect(detailOf('egress_ended', { egressInfo: 7 })).toBeNull();
  });
});
