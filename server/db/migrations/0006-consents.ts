/** What a teacher or a viewer may see of a plan: given by a guardian, until a day. */
import type { Migration } from 'kysely/migration'

export const createConsents: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('consent')
      .addColumn('member_id', 'text', (column) => column.primaryKey().references('member.id'))
      .addColumn('goal_ids', 'text', (column) => column.notNull())
      .addColumn('strategy_ids', 'text', (column) => column.notNull())
      .addColumn('version_id', 'text', (column) => column.references('version.id'))
      .addColumn('given_by', 'text', (column) => column.notNull().references('member.id'))
      .addColumn('given_at', 'text', (column) => column.notNull())
      .addColumn('ends_at', 'text')
      .execute()
  },
}
