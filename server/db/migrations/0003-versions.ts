/** Versions of a plan, agreements to them, and when each member last looked. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { columnTypes, type DatabaseKind } from '../dialects.ts'

export const createVersions = (kind: DatabaseKind): Migration => ({
  up: async (db) => {
    const { bytes } = columnTypes(kind)
    await db.schema
      .createTable('version')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('plan_id', 'text', (column) => column.notNull().references('plan.id'))
      .addColumn('kind', 'text', (column) =>
        column.notNull().check(sql`kind in ('automatic', 'visit', 'named', 'agreed', 'before-restore')`))
      .addColumn('label', 'text')
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.references('member.id'))
      .addColumn('restored_id', 'text', (column) => column.references('version.id'))
      .execute()
    await db.schema.createIndex('version_of_plan').on('version').columns(['plan_id', 'at']).execute()
    await db.schema
      .createTable('part_point')
      .addColumn('part_key', 'integer', (column) => column.notNull().references('part.key'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('base_seq', 'integer')
      .addColumn('snapshot', bytes, (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('part_point_key', ['part_key', 'seq'])
      .execute()
    await db.schema
      .createTable('version_part')
      .addColumn('version_id', 'text', (column) => column.notNull().references('version.id'))
      .addColumn('part_key', 'integer', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('version_part_key', ['version_id', 'part_key'])
      .addForeignKeyConstraint('version_part_point', ['part_key', 'seq'], 'part_point', ['part_key', 'seq'])
      .execute()
    await db.schema
      .createTable('agreement')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('version_id', 'text', (column) => column.notNull().references('version.id'))
      .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('dissent', 'text')
      .execute()
    await db.schema.createIndex('agreement_of_version').on('agreement').column('version_id').execute()
    await db.schema
      .createTable('last_look')
      .addColumn('member_id', 'text', (column) => column.primaryKey().references('member.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .execute()
  },
})
