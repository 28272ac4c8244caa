/** Runs the floors in processes of their own, on the servers' processor. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../process.ts'

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** p50 and p99 of bare commits. */
export const bareCommits = async (ms: number): Promise<number[]> => JSON.parse(await runProgram([program('./commit.ts'), String(ms)])) as number[]

/** Milliseconds that bare Yjs takes to apply `updates` on top of `base`, and then to encode everything. */
export async function bareYjs(base: Uint8Array, updates: Uint8Array[]): Promise<{ applyMs: number; encodeMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'samepage-bench-floor-'))
  const file = join(folder, 'updates.json')
  writeFileSync(file, JSON.stringify([base, ...updates].map((update) => Buffer.from(update).toString('base64'))))
  try {
    return JSON.parse(await runProgram([program('./apply.ts'), file])) as { applyMs: number; encodeMs: number }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
