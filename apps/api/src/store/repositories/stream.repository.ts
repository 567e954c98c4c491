import type { Position } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Where the stream is. */
@Injectable()
export class StreamRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rejects while the database is away. */
  async head(): Promise<Position> {
    const rows = await this.dataSource.query<Position[]>(
      'SELECT epoch, stream_offset AS "offset" FROM stream_head WHERE id = 1',
    );
    if (!rows[0]) throw new Error('stream_head is empty: the migrations have not run');
    return rows[0];
  }

  /** True once every migration of this build has run. */
  async isMigrated(): Promise<boolean> {
    return !(await this.dataSource.showMigrations());
  }
}
