import { expect, test } from 'vitest'
import { GroupCommit } from '../../server/sync/group-commit.ts'

/** A disk whose every commit ends when the test says so. */
function slowDisk() {
  const batches: { entries: number[]; end: () => void; fail: (cause: Error) => void }[] = []
  const commits = new GroupCommit<number, string>(
    (entries) =>
      new Promise((resolve, reject) => {
        batches.push({ entries, end: () => resolve(entries.map((entry) => `stored ${entry}`)), fail: reject })
      }),
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
