/** Everything the server's parts get handed in: settings, storage, time, ids, randomness. */
import { randomBytes, randomUUID } from 'node:crypto'
import { openRightsChanged, type RightsChanged } from './access/rights-changed.ts'
import { deriveKey, loadMasterKey } from './accounts/master-key.ts'
import { openSetup, type Setup } from './practices/setup.ts'
import { openSignInLibrary, type SignInLibrary } from './accounts/sign-in-library.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'

export type Deps = {
  readonly config: Config
  readonly database: Database
  readonly signIn: SignInLibrary
  readonly rights: RightsChanged
  readonly setup: Setup
  readonly now: () => Date
  readonly newId: () => string
  readonly randomBytes: (count: number) => Buffer
  /** Where the built client lies, or null where this server serves none. */
  readonly clientDir: string | null
}

/** The real ones. `overrides` are for tests and the demo. */
export function makeDeps(config: Config, database: Database, overrides: Partial<Deps> = {}): Deps {
  const secret = deriveKey(loadMasterKey(config.masterKeyFile), 'sign-in')
  return {
    config,
    database,
    signIn: openSignInLibrary({ database, publicUrl: config.publicUrl, secret }),
    rights: openRightsChanged(),
    setup: openSetup(database, randomBytes),
    now: () => new Date(),
    newId: randomUUID,
    randomBytes,
    clientDir: null,
    ...overrides,
  }
}
