import { type Rates } from '@livekit-dashboard/contracts';
import { RatePlans } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Rate plans, every one that was ever saved. */
@Injectable()
export class RateRepository {
  constructor(private readonly dataSource: DataSource) {}

  async plans(manager: EntityManager = this.dataSource.manager): Promise<RatePlans> {
    const rows = await manager.query<{ rates: Rates }[]>('SELECT rates FROM rate_plan ORDER BY id');
    return new RatePlans(rows.map(({ rates }) => rates));
  }
}
