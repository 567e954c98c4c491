import {
  type ChangesMessage,
  type EventsMessage,
  isEventsTopic,
  type Position,
  type Refusal,
  type SubscribeReply,
  type Topic,
  type UnsubscribeReply,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { type Answer, NOT_NOW, refuse } from './answers/answer';
import { ChangesAnswers } from './answers/changes-answers';
import { EventsAnswers } from './answers/events-answers';
import { answers } from './gateway.metrics';
import { Rooms } from './rooms/rooms';
import { bufferedBytes } from './socket-buffer';
import type { DashboardSocket, Membership } from './sockets';

const TOPICS_PER_SOCKET = 64;
/** Who has this much of earlier answers to read gets no other one. */
const UNREAD_BYTES = 16 * 1024 * 1024;

type Told = Exclude<Answer, Refusal>;

const TOO_MANY = refuse('bad_request', `A socket follows at most ${TOPICS_PER_SOCKET} topics at a time.`);
const OVERTAKEN = refuse('bad_request', 'A later request for this topic took its place.');
const NOT_READING = refuse('unavailable', 'This socket does not read what it was sent. Try again.');

/**
 * Who follows what.
 *
 * Invariants: nothing of a topic precedes the answer; from the answer on its messages lead on without a gap (what was sent while
 * the answer was being read comes right after it). Of two requests for one topic the later one counts.
 */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly rooms: Rooms,
    private readonly changes: ChangesAnswers,
    private readonly events: EventsAnswers,
  ) {}

  async subscribe(
    socket: DashboardSocket,
    topic: Topic,
    since: Position | null,
    reply: (reply: SubscribeReply) => void,
  ): Promise<void> {
    const told = await this.join(socket, topic, since, reply);
    answers.inc({ answer: told.ok ? told.mode : told.error.code });
    if (!told.ok) reply(told);
  }

  unsubscribe(socket: DashboardSocket, topic: Topic, reply: (reply: UnsubscribeReply) => void): void {
    this.leave(socket, topic);
    reply({ ok: true });
  }

  /** Takes a socket out of all its topics, and tells which those were. */
  leaveAll(socket: DashboardSocket): Topic[] {
    const topics = [...socket.data.topics.keys()];
    for (const topic of topics) this.leave(socket, topic);
    return topics;
  }

  /** An accepted answer has been given to `reply` when this resolves. */
  private async join(
    socket: DashboardSocket,
    topic: Topic,
    since: Position | null,
    reply: (reply: SubscribeReply) => void,
  ): Promise<Answer> {
    this.leave(socket, topic);
    if (socket.data.topics.size >= TOPICS_PER_SOCKET) return TOO_MANY;
    if (socket.data.slow || bufferedBytes(socket) > UNREAD_BYTES) return NOT_READING;
    if (!this.rooms.position()) return NOT_NOW;
    const room = this.rooms.enter(topic);
    const membership: Membership = { room, joining: true };
    socket.data.topics.set(topic, membership);
    room.beginJoin();
    try {
      const answer = await this.answer(topic, since);
      if (socket.data.topics.get(topic) !== membership) return room.closed ? NOT_NOW : OVERTAKEN;
      return this.admit(socket, membership, answer, reply);
    } finally {
      room.endJoin();
      if (membership.joining && socket.data.topics.get(topic) === membership) socket.data.topics.delete(topic);
      this.rooms.release(room);
    }
  }

  private async answer(topic: Topic, since: Position | null): Promise<Answer> {
    try {
      return isEventsTopic(topic) ? await this.events.answer(topic, since) : await this.changes.answer(topic, since);
    } catch {
      return NOT_NOW; // the feed's reader logs that the database is away
    }
  }

  /** In one go, without waiting: the answer, what has been sent since, membership. */
  private admit(
    socket: DashboardSocket,
    membership: Membership,
    answer: Answer,
    reply: (reply: SubscribeReply) => void,
  ): Answer {
    if (!answer.ok) return answer;
    const { room } = membership;
    const following =
      room.closed || answer.epoch !== this.rooms.position()?.epoch ? null : room.following(answer.offset);
    if (following === null) return NOT_NOW;
    membership.joining = false;
    this.tell(socket, answer, following, reply);
    room.join(socket);
    if ('changes' in answer) room.admitted(answer.offset, answer.changes);
    return answer;
  }

  private tell(
    socket: DashboardSocket,
    answer: Told,
    following: readonly (ChangesMessage | EventsMessage)[],
    reply: (reply: SubscribeReply) => void,
  ): void {
    const before = bufferedBytes(socket);
    reply({ ...answer, serverTime: new Date().toISOString() });
    for (const message of following) {
      if ('events' in message) socket.emit('events', message);
      else socket.emit('changes', message);
    }
    socket.data.answered += bufferedBytes(socket) - before;
  }

  private leave(socket: DashboardSocket, topic: Topic): void {
    const membership = socket.data.topics.get(topic);
    if (!membership) return;
    socket.data.topics.delete(topic);
    if (membership.joining) return; // its answer, when it comes, finds itself overtaken
    membership.room.leave(socket);
    this.rooms.release(membership.room);
  }
}
