import { Injectable } from '@nestjs/common';
import { TrackSource, type WebhookEvent } from 'livekit-server-sdk';
import { DataSource, type Repository } from 'typeorm';
import { EventRow, ParticipantRow, SessionRow, TrackRow } from './entities';

const moment = (ms: bigint | undefined): { at: Date } | null => (ms ? { at: new Date(Number(ms)) } : null);

/** Saves the content of an event, one row after the other, as simple implementations do. */
@Injectable()
export class WebhookService {
  private readonly events: Repository<EventRow>;
  private readonly sessions: Repository<SessionRow>;
  private readonly participants: Repository<ParticipantRow>;
  private readonly tracks: Repository<TrackRow>;

  constructor(dataSource: DataSource) {
    this.events = dataSource.getRepository(EventRow);
    this.sessions = dataSource.getRepository(SessionRow);
    this.participants = dataSource.getRepository(ParticipantRow);
    this.tracks = dataSource.getRepository(TrackRow);
  }

  async save(event: WebhookEvent): Promise<void> {
    const createdAt = new Date(Number(event.createdAt) * 1000);
    await this.events.save({ id: event.id, event: event.event, createdAt, payload: event.toJson() as object });
    await this.saveSession(event, createdAt);
    await this.saveParticipant(event, createdAt);
    await this.saveTrack(event, createdAt);
  }

  private async saveSession({ event, room }: WebhookEvent, createdAt: Date): Promise<void> {
    if (!room) return;
    const started = moment(room.creationTimeMs);
    await this.sessions.save({
      sid: room.sid,
      name: room.name,
      ...(started && { startedAt: started.at }),
      ...(event === 'room_finished' && { endedAt: createdAt }),
    });
  }

  private async saveParticipant({ event, room, participant }: WebhookEvent, createdAt: Date): Promise<void> {
    if (!room || !participant) return;
    const joined = moment(participant.joinedAtMs);
    await this.participants.save({
      sid: participant.sid,
      sessionSid: room.sid,
      identity: participant.identity,
      ...(joined && { joinedAt: joined.at, name: participant.name }),
      ...(event === 'participant_left' && { leftAt: createdAt }),
    });
  }

  private async saveTrack({ event, participant, track }: WebhookEvent, createdAt: Date): Promise<void> {
    if (!participant || !track) return;
    const time = event === 'track_unpublished' ? { unpublishedAt: createdAt } : { publishedAt: createdAt };
    await this.tracks.save({
      sid: track.sid,
      participantSid: participant.sid,
      source: TrackSource[track.source],
      ...time,
    });
  }
}
