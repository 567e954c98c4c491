import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/data-source';
import { migrate } from '../database/migrate';
import { refuseUnlessEmpty } from './empty-target';

/** Connects, refuses what is not empty, and brings the schema up to date. Throws `TargetNotEmptyError`, or what the connection says. */
export async function openTarget(url: string): Promise<DataSource> {
  const target = await createDataSource(url, 3).initialize();
  try {
    await refuseUnlessEmpty(target);
    await migrate(target, true);
    return target;
  } catch (error) {
    await target.destroy();
    throw error;
  }
}
