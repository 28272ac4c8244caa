/** Orders to erase for good, which versions they reach, and from which Yjs client id on a part is without what was erased. */
import type { Migration } from 'kysely/migration'
import { columnTypes, type DatabaseKind } from '../dialects.ts'

export const createErasure = (kind: DatabaseKind): Migration => ({
  up: async (db) => {
    await db.schema.alterTable('part').addColumn('renewed_by', columnTypes(kind).bigInteger).execute()
    await db.schema.alterTable('part_point').addColumn('hash_before', 'text').execute()
    await db.schema
      .createTable('erasure')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('plan_id', 'text', (column) => column.notNull().references('plan.id'))
      .addColumn('part_key', 'integer', (column) => column.notNull().references('part.key'))
      .addColumn('entity', 'text')
      .addColumn('entity_id', 'text')
      .addColumn('within_id', 'text')
      .addColumn('field', 'text')
      .addColumn('author_id', 'text', (column) => column.references('member.id'))
      .addColumn('is_passage', 'integer', (column) => column.notNull())
      .addColumn('passage', 'text')
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('letters', 'integer', (column) => column.notNull())
      .addColumn('asked_by', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('asked_at', 'text', (column) => column.notNull())
      .addColumn('decision', 'text')
      .addColumn('decided_by', 'text', (column) => column.references('member.id'))
      .addColumn('decided_at', 'text')
      .addColumn('erased_at', 'text')
      .addColumn('done_at', 'text')
      .execute()
    await db.schema.createIndex('erasure_of_plan').on('erasure').columns(['plan_id', 'asked_at']).execute()
    await db.schema
      .createTable('erasure_point')
      .addColumn('erasure_id', 'text', (column) => column.notNull().references('erasure.id'))
      .addColumn('part_key', 'integer', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('erasure_point_key', ['erasure_id', 'part_key', 'seq'])
      .addForeignKeyConstraint('erasure_point_of', ['part_key', 'seq'], 'part_point', ['part_key', 'seq'])
      .execute()
    await db.schema
      .createTable('erased_plan')
      .addColumn('plan_id', 'text', (column) => column.primaryKey())
      .addColumn('practice_id', 'text', (column) => column.notNull().references('practice.id'))
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('by_one', 'text', (column) => column.notNull().references('account.id'))
      .addColumn('by_other', 'text', (column) => column.notNull().references('account.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('done_at', 'text')
      .execute()
  },
})
