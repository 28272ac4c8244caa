/** What of a version was restored, as a hash: so that the same request is known when it comes again. */
import type { Migration } from 'kysely/migration'

export const addChoiceHash: Migration = {
  up: (db) => db.schema.alterTable('version').addColumn('choice_hash', 'text').execute(),
}
