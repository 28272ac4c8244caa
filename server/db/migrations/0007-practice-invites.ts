/** Invitations to work in a practice. Those into a care team are in `invite`. */
import type { Migration } from 'kysely/migration'

export const createPracticeInvites: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('practice_invite')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('practice_id', 'text', (column) => column.notNull().references('practice.id'))
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('code_hash', 'text', (column) => column.notNull().unique())
      .addColumn('created_by', 'text', (column) => column.notNull().references('account.id'))
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('accepted_at', 'text')
      .addColumn('accepted_by', 'text', (column) => column.references('account.id'))
      .execute()
  },
}
