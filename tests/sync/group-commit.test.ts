import { expect, test } from 'vitest'
import { GroupCommit } from '../../server/sync/group-commit.ts'

/** A clock that stands still until it is moved. */
function heldClock() {
  let nowMs = 0
  let alarms: { atMs: number; act: () => void }[] = []
  return {
    elapsedMs: () => nowMs,
    after: (ms: number, act: () => void) => {
      const alarm = { atMs: nowMs + ms, act }
      alarms.push(alarm)
      return () => void (alarms = alarms.filter((one) => one !== alarm))
    },
    pass: (ms: number) => {
      nowMs += ms
      const due = alarms.filter(({ atMs }) => atMs <= nowMs)
      alarms = alarms.filter(({ atMs }) => atMs > nowMs)
      for (const { act } of due) act()
    },
  }
}

/** A disk whose every commit ends when the test says so. */
function slowDisk(clock = heldClock()) {
  const batches: { entries: number[]; end: () => void; fail: (cause: Error) => void }[] = []
  const commits = new GroupCommit<number, string>(
    (entries) =>
      new Promise((resolve, reject) => {
        batches.push({ entries, end: () => resolve(entries.map((entry) => `stored ${entry}`)), fail: reject })
      }),
    clock,
  )
  return { batches, commits }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[S2] what arrives while a commit is under way shares the next one, in order', async () => {
  const { batches, commits } = slowDisk()
  const first = commits.add(1)
  await turn()
  const rest = [2, 3, 4].map((entry) => commits.add(entry))
  await turn()
  expect(batches.map((batch) => batch.entries)).toEqual([[1]])
  batches[0]?.end()
  expect(await first).toBe('stored 1')
  await turn()
  expect(batches.map((batch) => batch.entries)).toEqual([[1], [2, 3, 4]])
  batches[1]?.end()
  expect(await Promise.all(rest)).toEqual(['stored 2', 'stored 3', 'stored 4'])
})

test('[S2] a busy log lets what comes gather: so many commits follow each other at once, and then one every few milliseconds', async () => {
  const clock = heldClock()
  const { batches, commits } = slowDisk(clock)
  const one = async (entry: number) => {
    const added = commits.add(entry)
    await turn()
    batches.at(-1)?.end()
    return added
  }
  for (let entry = 1; entry <= 8; entry += 1) await one(entry)
  expect(batches).toHaveLength(8)
  const gathered = [9, 10].map((entry) => commits.add(entry))
  await turn()
  clock.pass(15)
  gathered.push(commits.add(11))
  await turn()
  expect(batches).toHaveLength(8)
  clock.pass(1)
  await turn()
  expect(batches.at(-1)?.entries).toEqual([9, 10, 11])
  batches.at(-1)?.end()
  await Promise.all(gathered)
  // After a rest the next one begins at once.
  clock.pass(100)
  expect(await one(12)).toBe('stored 12')
})

test('entries that wait can be given an outcome; they are committed no more, and the others are', async () => {
  const { batches, commits } = slowDisk()
  const first = commits.add(1)
  await turn()
  const rest = [2, 3, 4].map((entry) => commits.add(entry))
  commits.settle('refused', (entry) => entry % 2 === 0)
  batches[0]?.end()
  expect(await first).toBe('stored 1')
  await turn()
  batches[1]?.end()
  expect(await Promise.all(rest)).toEqual(['refused', 'stored 3', 'refused'])
  expect(batches.map((batch) => batch.entries)).toEqual([[1], [3]])
})

test('[S4] a commit that fails fails its own entries only, and the next ones are tried', async () => {
  const { batches, commits } = slowDisk()
  const lost = commits.add(1)
  await turn()
  const next = commits.add(2)
  batches[0]?.fail(new Error('disk full'))
  await expect(lost).rejects.toThrow('disk full')
  await turn()
  batches[1]?.end()
  expect(await next).toBe('stored 2')
  await commits.idle()
})
