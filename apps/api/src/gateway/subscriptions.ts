import {
  type ChangesMessage,
  type EventsMessage,
  isEventsTopic,
  type Position,
  type Refusal,
  type SubscribeReply,
  type Topic,
  topicSession,
  type UnsubscribeReply,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { FeedRepository } from '../store/topics/feed.repository';
import { ambiguous, type Answer, NOT_NOW, refuse } from './answers/answer';
import { ChangesAnswers } from './answers/changes-answers';
import { EventsAnswers } from './answers/events-answers';
import { ReadQueue } from './answers/read-queue';
import { SharedReads } from './answers/shared-reads';
import { answers } from './gateway.metrics';
import { Channels } from './channels/channels';
import { bufferedBytes } from './socket-buffer';
import type { DashboardSocket, Membership } from './sockets';

const TOPICS_PER_SOCKET = 64;
/** A socket with this much unread of earlier answers receives no further answer. */
const UNREAD_BYTES = 16 * 1024 * 1024;

type Accepted = Exclude<Answer, Refusal>;

const TOO_MANY = refuse('bad_request', `A socket follows at most ${TOPICS_PER_SOCKET} topics at a time.`);
const OVERTAKEN = refuse('bad_request', 'A later request for this topic took its place.');
const NOT_READING = refuse('unavailable', 'This socket does not read what it was sent. Try again.');

/**
 * Which socket follows which topic.
 *
 * Invariants: no message of a topic precedes the answer, and after it the messages follow without a gap: those sent
 * while the answer was being read come right after it. Of two requests for one topic the later one counts.
 */
@Injectable()
export class Subscriptions {
  private readonly sources: SharedReads<readonly string[]>;

  constructor(
    private readonly channels: Channels,
    private readonly changes: ChangesAnswers,
    private readonly events: EventsAnswers,
    private readonly store: FeedRepository,
    queue: ReadQueue,
  ) {
    this.sources = new SharedReads(queue);
  }

  async subscribe(
    socket: DashboardSocket,
    topic: Topic,
    since: Position | null,
    reply: (reply: SubscribeReply) => void,
  ): Promise<void> {
    const answer = await this.join(socket, topic, since, reply);
    answers.inc({ answer: answer.ok ? answer.mode : answer.error.code });
    if (!answer.ok) reply(answer);
  }

  unsubscribe(socket: DashboardSocket, topic: Topic, reply: (reply: UnsubscribeReply) => void): void {
    this.leave(socket, topic);
    reply({ ok: true });
  }

  /** Removes a socket from all its topics, and returns them. */
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
    if (!this.channels.position()) return NOT_NOW;
    const channel = this.channels.enter(topic);
    const membership: Membership = { channel, joining: true };
    socket.data.topics.set(topic, membership);
    channel.beginJoin();
    try {
      const isWanted = (): boolean => socket.data.topics.get(topic) === membership;
      const answer = await socket.data.reads.take(isWanted, () => this.answer(topic, since));
      if (answer === null || !isWanted()) return channel.closed ? NOT_NOW : OVERTAKEN;
      return this.admit(socket, membership, answer, reply);
    } finally {
      channel.endJoin();
      if (membership.joining && socket.data.topics.get(topic) === membership) socket.data.topics.delete(topic);
      this.channels.release(channel);
    }
  }

  private async answer(topic: Topic, since: Position | null): Promise<Answer> {
    try {
      const sources = await this.serversOf(topic);
      if (sources.length > 1) return ambiguous(topic, sources);
      return isEventsTopic(topic) ? await this.events.answer(topic, since) : await this.changes.answer(topic, since);
    } catch {
      return NOT_NOW; // the feed's reader logs that the database is away
    }
  }

  /** The servers that have the session of a topic that does not name one. */
  private async serversOf(topic: Topic): Promise<readonly string[]> {
    const session = topicSession(topic);
    if (session?.source !== null) return [];
    return this.sources.read(session.sid, () => this.store.sourcesOf(session.sid));
  }

  /** Without waiting in between: the answer, the messages sent since, membership. */
  private admit(
    socket: DashboardSocket,
    membership: Membership,
    answer: Answer,
    reply: (reply: SubscribeReply) => void,
  ): Answer {
    if (!answer.ok) return answer;
    const { channel } = membership;
    const following =
      channel.closed || answer.epoch !== this.channels.position()?.epoch ? null : channel.following(answer.offset);
    if (following === null) return NOT_NOW;
    membership.joining = false;
    this.tell(socket, answer, following, reply);
    channel.join(socket);
    if ('changes' in answer) channel.admitted(answer.offset, answer.changes);
    return answer;
  }

  private tell(
    socket: DashboardSocket,
    answer: Accepted,
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
    if (membership.joining) return; // the answer to the older request is dropped when it arrives
    membership.channel.leave(socket);
    this.channels.release(membership.channel);
  }
}
