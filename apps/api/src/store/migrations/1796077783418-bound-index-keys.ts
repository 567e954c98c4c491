import { sipKeys } from '@livekit-dashboard/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As `boundedKey` writes it: an index entry takes 2,704 bytes at most, text from outside is of any length. */
const key = (text: string): string =>
  `(left(${text}, 300) || CASE WHEN length(${text}) > 300 THEN md5(${text}) ELSE '' END)`;

const NAME = `coalesce(name, '')`;
const BOUNDED = [
  `INDEX "session_chain" ON "session" ("source", ${key('name')}, "order_ms", "sid")`,
  `INDEX "session_ended_by_name" ON "session" (${key(NAME)} COLLATE "C", order_ms, sid) WHERE state = 'ended'`,
  `INDEX "participant_by_session" ON "participant" ("source", "session_sid", ${key('identity')})`,
  `INDEX "participant_by_identity" ON "participant" (${key('identity')})`,
  `INDEX "event_by_identity" ON "event" (${key('identity')}, "stream_offset")`,
  `UNIQUE INDEX "erasure_under_way" ON "erasure" (${key('identity')}) WHERE identity IS NOT NULL`,
];
const UNBOUNDED = [
  `INDEX "session_chain" ON "session" ("source", "name", "order_ms", "sid")`,
  `INDEX "session_ended_by_name" ON "session" (${NAME} COLLATE "C", order_ms, sid) WHERE state = 'ended'`,
  `INDEX "participant_by_session" ON "participant" ("source", "session_sid", "identity")`,
  `INDEX "participant_by_identity" ON "participant" ("identity")`,
  `INDEX "event_by_identity" ON "event" ("identity", "stream_offset")`,
  `UNIQUE INDEX "erasure_under_way" ON "erasure" ("identity") WHERE identity IS NOT NULL`,
];
const ADDED = [
  `INDEX "participant_by_name" ON "participant" (${key('lower(name)')}) WHERE name <> ''`,
  `INDEX "participant_by_call" ON "participant" USING gin ("sip_keys") WHERE sip_keys IS NOT NULL`,
];
const NAMED = /INDEX ("\w+")/;
const STEP = 1000;

/** Indexes hold bounded keys of names and identities; participants are found by display name and by phone call. */
export class BoundIndexKeys1796077783418 implements MigrationInterface {
  readonly name = 'BoundIndexKeys1796077783418';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "participant" ADD "sip_keys" text array`);
    await fillSipKeys(queryRunner);
    for (const index of BOUNDED) {
      await drop(queryRunner, index);
      await queryRunner.query(`CREATE ${index}`);
    }
    for (const index of ADDED) await queryRunner.query(`CREATE ${index}`);
    // PostgreSQL knows how the values of an expression are spread once the table is analyzed.
    for (const table of ['session', 'participant', 'event']) await queryRunner.query(`ANALYZE "${table}"`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of ADDED) await drop(queryRunner, index);
    for (const index of UNBOUNDED) {
      await drop(queryRunner, index);
      await queryRunner.query(`CREATE ${index}`);
    }
    await queryRunner.query(`ALTER TABLE "participant" DROP COLUMN "sip_keys"`);
  }
}

const drop = (queryRunner: QueryRunner, index: string): Promise<unknown> =>
  queryRunner.query(`DROP INDEX "public".${NAMED.exec(index)?.[1] ?? ''}`);

interface Call {
  readonly source: string;
  readonly sid: string;
  readonly attributes: Record<string, string>;
}

/** Of the phone calls that are stored. */
async function fillSipKeys(queryRunner: QueryRunner): Promise<void> {
  let last = { source: '', sid: '' };
  for (;;) {
    const calls = (await queryRunner.query(
      `SELECT source, sid, attributes FROM participant WHERE kind = 'SIP' AND (source, sid) > ($1, $2)
       ORDER BY source, sid LIMIT ${STEP}`,
      [last.source, last.sid],
    )) as Call[];
    const rows = calls.map(({ source, sid, attributes }) => ({ source, sid, keys: sipKeys(attributes) }));
    await queryRunner.query(
      `UPDATE participant p SET sip_keys = row.keys
       FROM json_to_recordset($1::json) AS row (source text, sid text, keys text[])
       WHERE p.source = row.source AND p.sid = row.sid`,
      [JSON.stringify(rows)],
    );
    const end = rows.at(-1);
    if (!end || rows.length < STEP) return;
    last = end;
  }
}
