/**
 * A Hocuspocus server. Its storage does what `@hocuspocus/extension-sqlite` 4.7.0 does, with the same table and
 * statements; that package brings a second better-sqlite3, and a fair comparison uses one.
 */
import { join } from 'node:path'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import Sqlite from 'better-sqlite3'

const db = new Sqlite(join(process.env.DATA_DIR ?? '', 'hocuspocus.sqlite'))
db.exec('create table if not exists "documents" ("name" varchar(255) not null, "data" blob not null, unique(name))')
const select = db.prepare<[string], { data: Buffer }>('select data from "documents" where name = ? order by rowid desc')
const upsert = db.prepare('insert into "documents" ("name", "data") values (?, ?) on conflict(name) do update set data = excluded.data')

const server = new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
      store: async ({ documentName, state }) => {
        upsert.run(documentName, state)
      },
    }),
  ],
})
await server.listen()
