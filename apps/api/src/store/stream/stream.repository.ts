import type { Position } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readHead } from './head';

/** Where the stream is. */
@Injectable()
export class StreamRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rejects while the database is away. */
  head(): Promise<Position> {
    return readHead(this.dataSource.manager);
  }

  /** True once every migration of this build has run. */
  async isMigrated(): Promise<boolean> {
    return !(await this.dataSource.showMigrations());
  }
}
