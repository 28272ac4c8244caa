/**
 * What was written: parts, the update log, snapshots, what of it is damaged, and whose each Yjs client id is. On SQLite the
 * log keeps its rowid: without one, each part's rows lie in a place of their own, and every checkpoint writes them all.
 */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { columnTypes, type DatabaseKind } from '../dialects.ts'

export const createUpdateLog = (kind: DatabaseKind): Migration => ({
  up: async (db) => {
    const { bytes, bigInteger, countUp } = columnTypes(kind)
    await db.schema
      .createTable('part')
      .addColumn('key', 'integer', countUp)
      .addColumn('plan_id', 'text', (column) => column.notNull().references('plan.id'))
      .addColumn('part_id', 'text', (column) => column.notNull())
      .addColumn('last_seq', 'integer', (column) => column.notNull().defaultTo(0))
      .addUniqueConstraint('part_once', ['plan_id', 'part_id'])
      .execute()
    await db.schema
      .createTable('update_log')
      .addColumn('part_key', 'integer', (column) => column.notNull().references('part.key'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('member_id', 'text')
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('bytes', bytes, (column) => column.notNull())
      .addColumn('checksum', bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('update_log_key', ['part_key', 'seq'])
      .execute()
    await db.schema
      .createTable('snapshot')
      .addColumn('part_key', 'integer', (column) => column.notNull().references('part.key'))
      .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('live', 'history', 'authors')`))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('bytes', bytes, (column) => column.notNull())
      .addColumn('checksum', bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('snapshot_key', ['part_key', 'kind'])
      .execute()
    await db.schema
      .createTable('quarantine')
      .addColumn('part_key', 'integer', (column) => column.notNull().references('part.key'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('found_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('quarantine_key', ['part_key', 'seq', 'what'])
      .execute()
    await db.schema
      .createTable('client_id')
      .addColumn('part_key', 'integer', (column) => column.notNull().references('part.key'))
      .addColumn('client_id', bigInteger, (column) => column.notNull())
      .addColumn('member_id', 'text')
      .addPrimaryKeyConstraint('client_id_key', ['part_key', 'client_id'])
      .execute()
  },
})
