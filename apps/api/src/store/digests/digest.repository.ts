import type { Change, DigestKind } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AsOf, readAtOnce } from '../stream/list';
import { StatsReader } from './stats.reader';
import { readActivity } from './activity.reader';
import { readAgentDay } from './agent-day.reader';
import { BusiestReader } from './busiest.reader';
import { readFailures } from './failures.reader';
import { HealthReader } from './health.reader';
import { HourReader } from './hour.reader';

export interface DigestRows extends AsOf {
  readonly changes: readonly Change[];
}

/**
 * Counts digests; each is a change that replaces the digest whole (TO10). All digests of one read have the same time.
 */
@Injectable()
export class DigestRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stats: StatsReader,
    private readonly hour: HourReader,
    private readonly busiest: BusiestReader,
    private readonly health: HealthReader,
  ) {}

  read(kinds: readonly DigestKind[]): Promise<DigestRows> {
    const nowMs = Date.now();
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const changes: Change[] = [];
      for (const kind of kinds) changes.push(await this.change(kind, manager, asOf, nowMs));
      return { ...asOf, changes };
    });
  }

  private async change(kind: DigestKind, manager: EntityManager, asOf: AsOf, nowMs: number): Promise<Change> {
    const { offset } = asOf;
    switch (kind) {
      case 'stats':
        return { kind, id: kind, offset, value: await this.stats.read(manager, nowMs) };
      case 'hour':
        return { kind, id: kind, offset, value: await this.hour.read(manager, asOf, nowMs) };
      case 'busiest':
        return { kind, id: kind, offset, value: await this.busiest.read(manager, asOf, nowMs) };
      case 'activity':
        return { kind, id: kind, offset, value: await readActivity(manager, nowMs) };
      case 'health':
        return { kind, id: kind, offset, value: await this.health.read(manager, asOf, nowMs) };
      case 'failures':
        return { kind, id: kind, offset, value: await readFailures(manager, nowMs) };
      case 'agentDay':
        return { kind, id: kind, offset, value: await readAgentDay(manager, nowMs) };
    }
  }
}
