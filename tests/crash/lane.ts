/** One engine after another on one data folder, each killed while people type, and what was lost: nothing, it is hoped. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type * as Y from 'yjs'
import { openDatabase } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { seedParts } from '../../server/sync/first-content.ts'
import { verifyParts } from '../../server/sync/verify.ts'
import { openDevice, until, type Device } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'

const at = '2026-11-21T02:00:00.000Z'
/** Kills on one plan: what is deleted stays in its history, so a plan gets slow in the end. */
const killsPerPlan = 50
/** The one line that everybody writes into holds 2,000 characters; over this many it is emptied before the next kill. */
const longLine = 900
const tokensEach = 45
/** Engines that load their code while others are typed at. */
const enginesAhead = 2

type Person = { memberId: string; planId: string }

/** A data folder with plans of two people each, whose accounts and sign-ins have the ids of their members. */
async function makePlans(dataDir: string, count: number): Promise<Person[][]> {
  const database = await openDatabase({ dataDir, databaseUrl: null })
  await migrate(database)
  const { db } = database
  await db.insertInto('practice').values({ id: 'practice', name: 'Harbour', created_at: at }).execute()
  const plans: Person[][] = []
  for (let i = 0; i < count; i += 1) {
    const planId = randomUUID()
    const people = [randomUUID(), randomUUID()].map((memberId) => ({ memberId, planId }))
    const stamps = { createdAt: at, updatedAt: at }
    for (const { memberId: id } of people) {
      const account = { id, name: 'Sam', email: `${id}@example.org`, emailVerified: 0, image: null, disabled_at: null, ...stamps }
      await db.insertInto('account').values(account).execute()
      const session = { id, userId: id, token: id, expiresAt: '2999-01-01T00:00:00.000Z', ipAddress: null, userAgent: null, ...stamps }
      await db.insertInto('session').values(session).execute()
    }
    const createdBy = people[0]?.memberId ?? ''
    const plan = { id: planId, practice_id: 'practice', child_name: 'Mika', created_by: createdBy, created_at: at }
    await db.insertInto('plan').values(plan).execute()
    for (const { memberId: id } of people) {
      const member = { id, plan_id: planId, account_id: id, role: 'lead' as const, created_at: at, epoch: 1, removed_at: null }
      await db.insertInto('member').values(member).execute()
    }
    await db.transaction().execute((trx) => seedParts(trx, planId, at))
    plans.push(people)
  }
  await database.close()
  return plans
}

const codeCache = join(tmpdir(), 'samepage-crash-code')

/** An engine that has loaded its code and waits for the word. */
const makeReady = (dataDir: string): ChildProcess =>
  fork(join(import.meta.dirname, 'engine.ts'), [dataDir], { execArgv: [], env: { ...process.env, NODE_COMPILE_CACHE: codeCache } })

async function end(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null || engine.signalCode !== null) return
  const ended = once(engine, 'exit')
  engine.kill('SIGKILL')
  await ended
}

async function start(engine: ChildProcess): Promise<string> {
  engine.send('start')
  const [port] = (await once(engine, 'message')) as [number]
  return `ws://127.0.0.1:${port}`
}

const line = ({ doc }: Device): Y.XmlText => lineOf(doc.getMap('about').get('strengths'))
const open = (url: string, { memberId, planId }: Person): Device => openDevice({ url, planId, partId: 'plan', cookie: memberId })

export type LaneResult = { kills: number; acknowledged: number; lost: string[]; damaged: number }

/** Kills `kills` engines. `random` gives numbers from 0 to 1 and decides when. */
export async function killEngines(kills: number, random: () => number): Promise<LaneResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-crash-'))
  const plans = await makePlans(dataDir, Math.ceil(kills / killsPerPlan))
  const result: LaneResult = { kills: 0, acknowledged: 0, lost: [], damaged: 0 }
  const ready = Array.from({ length: enginesAhead }, () => makeReady(dataDir))
  /** What was acknowledged and not emptied out of the line since. */
  let expected: string[] = []
  try {
    for (let round = 0; round <= kills; round += 1) {
      const engine = ready.shift() as ChildProcess
      const url = await start(engine)
      ready.push(makeReady(dataDir))
      const people = plans[Math.floor(Math.max(0, round - 1) / killsPerPlan)] as Person[]
      let devices = people.map((person) => open(url, person))
      await until(() => devices.every(({ provider }) => provider.synced))
      const present = line(devices[0] as Device).toString()
      result.lost.push(...expected.filter((token) => !present.includes(token)))
      if (round > 0 && round % killsPerPlan === 0 && round < kills) {
        // The next plan: the old one was looked at just now.
        for (const device of devices) device.close()
        devices = (plans[round / killsPerPlan] as Person[]).map((person) => open(url, person))
        await until(() => devices.every(({ provider }) => provider.synced))
        expected = []
      }
      if (round < kills) {
        if (line(devices[0] as Device).length > longLine) {
          line(devices[0] as Device).delete(0, line(devices[0] as Device).length)
          await until(() => devices.every((device) => line(device).length === 0))
          expected = []
        }
        const acknowledged = await typeUntilKilled(devices, engine, round, random)
        expected.push(...acknowledged)
        result.acknowledged += acknowledged.length
        result.kills += 1
      } else {
        for (const device of devices) device.close()
        await end(engine)
      }
    }
  } finally {
    await Promise.all(ready.map(end))
  }
  const database = await openDatabase({ dataDir, databaseUrl: null })
  result.damaged = (await verifyParts(database.db, at)).findings.length
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
  return result
}

/** Everybody types until the engine is killed, at a moment of chance. Returns the tokens that were acknowledged. */
async function typeUntilKilled(devices: Device[], engine: ChildProcess, kill: number, random: () => number): Promise<string[]> {
  // Each token travels in one write frame of its own, so the count of saved frames says which tokens are safe. One that is typed
  // after the connection has ended is in no frame, and nobody says that it is saved.
  const sent = devices.map((): { token: string; frame: number }[] => [])
  const typing = { isOn: true }
  const typists = devices.map(async (device, who) => {
    for (let i = 1; typing.isOn && i <= tokensEach; i += 1) {
      const token = `<${kill}.${who}.${i}>`
      const before = device.sentFrames
      line(device).insert(line(device).length, token)
      const frame = device.sentFrames
      if (frame === before) return
      sent[who]?.push({ token, frame })
      await until(() => device.savedFrames >= frame - 5 || !typing.isOn)
    }
  })
  const enough = 2 + Math.floor(random() * 35)
  await until(() => devices.some((device) => device.savedFrames > enough))
  await new Promise((resolve) => setTimeout(resolve, random() * 4))
  await end(engine)
  await until(() => devices.every((device) => device.closes.length > 0))
  const acknowledged = devices.flatMap((device, who) =>
    (sent[who] ?? []).filter(({ frame }) => frame <= device.savedFrames).map(({ token }) => token),
  )
  typing.isOn = false
  for (const device of devices) device.close()
  await Promise.all(typists)
  return acknowledged
}
