import { spawn } from 'node:child_process'
import { Client } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { lockDatabase } from '../../server/db/database-lock.ts'
import { newPostgresDatabase, stopTestPostgres, testableKinds } from '../support/database.ts'
import { until } from '../support/device.ts'

afterAll(stopTestPostgres)

describe.runIf((await testableKinds()).includes('postgres'))('the lock on a PostgreSQL database', () => {
  test('a second server is refused in plain words, until the first ends; another database is free', async () => {
    const url = await newPostgresDatabase()
    const first = await lockDatabase(url)
    await expect(lockDatabase(url)).rejects.toMatchObject({
      code: 'database-in-use', message: expect.stringContaining('Another Samepage server is using this PostgreSQL database'),
    })
    await (await lockDatabase(await newPostgresDatabase())).release()
    await first.release()
    await (await lockDatabase(url)).release()
  })

  test('a server that is killed leaves no lock behind', async () => {
    const url = await newPostgresDatabase()
    const module = new URL('../../server/db/database-lock.ts', import.meta.url).href
    const holder = spawn(process.execPath, ['--input-type=module', '-e',
      `const { lockDatabase } = await import(${JSON.stringify(module)}); await lockDatabase(${JSON.stringify(url)}); console.log('held')`])
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await expect(lockDatabase(url)).rejects.toMatchObject({ code: 'database-in-use' })
    const ended = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await ended
    await (await lockDatabase(url)).release()
  })

  test('when PostgreSQL has ended the connection, the lock is taken again', async () => {
    const url = await newPostgresDatabase()
    const lock = await lockDatabase(url)
    const admin = new Client(url)
    await admin.connect()
    const holders = async () => {
      const { rows } = await admin.query<{ pid: number }>(`
        select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`)
      return rows.map((row) => row.pid)
    }
    const [before] = await holders()
    await admin.query('select pg_terminate_backend($1)', [before])
    await until(async () => (await holders()).some((pid) => pid !== before))
    await expect(lockDatabase(url)).rejects.toMatchObject({ code: 'database-in-use' })
    await lock.release()
    await until(async () => (await holders()).length === 0)
    await admin.end()
  })
})
