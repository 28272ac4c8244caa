/** Visits: who is in one, what each wrote alone, and the big screens that may show it. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const createVisits: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('visit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('plan_id', 'text', (column) => column.notNull().references('plan.id'))
      .addColumn('started_by', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('goal_id', 'text')
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('shown_at', 'text')
      .addColumn('agreed_version_id', 'text', (column) => column.references('version.id'))
      .addColumn('version_id', 'text', (column) => column.references('version.id'))
      .addColumn('next_words', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    await db.schema.createIndex('visit_of_plan').on('visit').columns(['plan_id', 'started_at']).execute()
    await db.schema
      .createIndex('one_visit_at_a_time')
      .unique()
      .on('visit')
      .column('plan_id')
      .where(sql<boolean>`ended_at is null`)
      .execute()
    await db.schema
      .createTable('visit_member')
      .addColumn('visit_id', 'text', (column) => column.notNull().references('visit.id'))
      .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('joined_at', 'text', (column) => column.notNull())
      .addColumn('left_at', 'text')
      .addColumn('lane', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('is_ready', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('ranking', 'text', (column) => column.notNull().defaultTo('[]'))
      .addPrimaryKeyConstraint('visit_member_key', ['visit_id', 'member_id'])
      .execute()
    await db.schema
      .createTable('visit_screen')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('visit_id', 'text', (column) => column.notNull().references('visit.id'))
      .addColumn('code_hash', 'text', (column) => column.notNull().unique())
      .addColumn('created_by', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('token_hash', 'text', (column) => column.unique())
      .addColumn('opened_at', 'text')
      .execute()
  },
}
