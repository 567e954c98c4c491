/** One line of log for an event. Every text in it is from outside. */
import { TEST_EVENT } from '@livekit-dashboard/contracts';
import { LIVEKIT_EVENTS, type DomainEvent } from '@livekit-dashboard/domain';
import { safeText } from '../log/safe-text';

type LiveKitEvent = (typeof LIVEKIT_EVENTS)[number];

const text = (value: string | null | undefined): string => (value ? safeText(value) : '?');

const room = ({ room }: DomainEvent) => `${text(room?.name)} (sid: ${text(room?.sid)})`;
const person = ({ room, participant }: DomainEvent) =>
  `${text(participant?.identity)} in ${text(room?.name)} (sid: ${text(participant?.sid)})`;
const why = ({ participant }: DomainEvent) => text(participant?.profile?.disconnectReason);
const track = ({ room, participant, track }: DomainEvent) =>
  `${text(track?.source)} ${text(track?.type)} of ${text(participant?.identity)} in ${text(room?.name)} (sid: ${text(track?.sid)})`;
const egress = ({ egress }: DomainEvent) =>
  `${text(egress?.kind)} of ${text(egress?.roomName)}, ${text(egress?.status)} (id: ${text(egress?.id)})`;
const ingress = ({ ingress }: DomainEvent) =>
  `${text(ingress?.inputType)} into ${text(ingress?.roomName)}, ${text(ingress?.status)} (id: ${text(ingress?.id)})`;

const LINES: Readonly<Record<LiveKitEvent, (event: DomainEvent) => string>> = {
  room_started: (event) => `Room started: ${room(event)}`,
  room_finished: (event) => `Room finished: ${room(event)}`,
  participant_joined: (event) => `Participant joined: ${person(event)}`,
  participant_left: (event) => `Participant left: ${person(event)}, ${why(event)}`,
  participant_connection_aborted: (event) => `Participant connection aborted: ${person(event)}, ${why(event)}`,
  track_published: (event) => `Track published: ${track(event)}`,
  track_unpublished: (event) => `Track unpublished: ${track(event)}`,
  egress_started: (event) => `Egress started: ${egress(event)}`,
  egress_updated: (event) => `Egress updated: ${egress(event)}`,
  egress_ended: (event) => `Egress ended: ${egress(event)}`,
  ingress_started: (event) => `Ingress started: ${ingress(event)}`,
  ingress_ended: (event) => `Ingress ended: ${ingress(event)}`,
};

export const isLiveKitEvent = (name: string): name is LiveKitEvent => Object.hasOwn(LINES, name);

export function eventLine(event: DomainEvent): string {
  if (isLiveKitEvent(event.event)) return LINES[event.event](event);
  return event.event === TEST_EVENT
    ? `Test webhook received (id: ${safeText(event.id)})`
    : `Unknown event, stored unchanged: ${safeText(event.event)} (id: ${safeText(event.id)})`;
}
