/**
 * A person in a room of a real LiveKit server, by its own client library: real signalling, real media over loopback.
 * Lifecycle: `join` resolves when connected; `leave` (or being thrown out) ends it. Call `endClients` once when all are done,
 * else the library's threads keep the process alive.
 */
import {
  AudioFrame,
  AudioSource,
  dispose,
  LocalAudioTrack,
  type LocalTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';
import type { LiveKit } from './livekit-server';
import { joinToken, type Who } from './token';

const AUDIO = { rate: 48_000, channels: 1, frameSamples: 480 } as const;
const VIDEO = { width: 320, height: 180 } as const;
const FRAME_MS = 100;

export class Person {
  private readonly ending: (() => unknown)[] = [];

  private constructor(
    readonly identity: string,
    private readonly room: Room,
  ) {}

  static async join(livekit: LiveKit, roomName: string, who: Who): Promise<Person> {
    const room = new Room();
    await room.connect(livekit.url, await joinToken(livekit.apiKey, roomName, who), {
      autoSubscribe: false,
      dynacast: false,
    });
    return new Person(who.identity, room);
  }

  get sid(): string {
    return this.me.sid ?? '';
  }

  /** Resolves when the server has ended the connection. */
  thrownOut(): Promise<void> {
    return new Promise((resolve) => void this.room.once(RoomEvent.Disconnected, () => resolve()));
  }

  /** Publishes silence; resolves with the track's sid. */
  publishMicrophone(): Promise<string> {
    const source = new AudioSource(AUDIO.rate, AUDIO.channels);
    const silence = AudioFrame.create(AUDIO.rate, AUDIO.channels, AUDIO.frameSamples);
    this.feed(
      () => void source.captureFrame(silence).catch(() => undefined),
      () => source.close(),
    );
    return this.publish(LocalAudioTrack.createAudioTrack('mic', source), TrackSource.SOURCE_MICROPHONE);
  }

  /** Publishes a grey picture; resolves with the track's sid. */
  publishCamera(): Promise<string> {
    const { width, height } = VIDEO;
    const source = new VideoSource(width, height);
    const grey = new VideoFrame(
      new Uint8Array((width * height * 3) / 2).fill(128),
      width,
      height,
      VideoBufferType.I420,
    );
    this.feed(
      () => source.captureFrame(grey),
      () => source.close(),
    );
    return this.publish(LocalVideoTrack.createVideoTrack('cam', source), TrackSource.SOURCE_CAMERA);
  }

  async unpublish(trackSid: string): Promise<void> {
    await this.me.unpublishTrack(trackSid);
  }

  async leave(): Promise<void> {
    for (const end of this.ending.splice(0)) await end();
    await this.room.disconnect();
  }

  private get me() {
    const { localParticipant } = this.room;
    if (!localParticipant) throw new Error(`${this.identity} is not connected`);
    return localParticipant;
  }

  private async publish(track: LocalTrack, source: TrackSource): Promise<string> {
    const publication = await this.me.publishTrack(track, new TrackPublishOptions({ source }));
    return publication.sid ?? '';
  }

  private feed(frame: () => void, close: () => unknown): void {
    const timer = setInterval(frame, FRAME_MS);
    this.ending.push(() => clearInterval(timer), close);
  }
}

/** Ends the client library. No person can join after it. */
export const endClients = (): Promise<void> => dispose();
