/** What is done beside a server that is up: a second server, and looking for damage from the command line. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../server/db/database.ts'
import { flipLogRow } from '../support/damage.ts'
import { freePort } from '../support/free-port.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

const run = promisify(execFile)

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess()
})
afterAll(() => server.remove())

test('a second server process on one data folder is refused in one plain line, and the first goes on', async () => {
  const env = { ...process.env, DATA_DIR: server.dataDir, PORT: String(await freePort()), DATABASE_URL: '' }
  await expect(run(process.execPath, ['server/main.ts'], { env })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Another Samepage server is using the data folder [^\n]+\n$/) as string,
  })
  expect((await fetch(`${server.url.replace('localhost', '127.0.0.1')}/readyz`)).status).toBe(200)
})

test('[S6] verify and doctor say nothing is wrong, name what is damaged and end with 1, and let it go when it is sound', async () => {
  const sound = await server.cli('verify')
  expect(sound.stdout).toMatch(/^Checked \d+ records of \d+ parts: all sound\n$/)
  expect(sound.code).toBe(0)
  const healthy = await server.cli('doctor')
  expect(healthy.stdout.split('\n').filter((line) => line !== '')).toHaveLength(5)
  expect(healthy.stdout).not.toContain('PROBLEM')
  expect(healthy.code).toBe(0)

  const planId = planOf(server, 'plan-mateo')
  const database = await openDatabase({ dataDir: server.dataDir, databaseUrl: null })
  const { db } = database
  const part = db.selectFrom('part').select('key').where('plan_id', '=', planId).where('part_id', '=', 'plan')
  const { key } = await part.executeTakeFirstOrThrow()
  await flipLogRow(db, key, 2)
  const damaged = await server.cli('verify')
  expect(damaged.stdout).toContain(`DAMAGED plan ${planId}, part plan: change 2 is damaged\n`)
  expect(damaged.code).toBe(1)
  const asJson = await server.cli('verify', '--json')
  expect(asJson.code).toBe(1)
  expect(JSON.parse(asJson.stdout)).toMatchObject({ findings: [{ planId, partId: 'plan', partKey: key, seq: 2, what: 'log-row' }], lifted: 0 })
  const ill = await server.cli('doctor')
  expect(ill.stdout).toContain(`PROBLEM Quarantine: plan of plan ${planId}`)
  expect(ill.code).toBe(1)
  expect(JSON.parse((await server.cli('compact', '--json')).stdout)).toMatchObject({ damaged: 1 })

  await flipLogRow(db, key, 2)
  expect(await server.cli('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('out of quarantine: 1\n') as string })
  expect((await server.cli('doctor')).code).toBe(0)
  await database.close()
}, 60_000)
