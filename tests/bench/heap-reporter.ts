/** Loaded into every server under test: on SIGUSR2 it collects garbage and writes down how many bytes are alive. */
import { renameSync, writeFileSync } from 'node:fs'

const file = process.env.HEAP_REPORT

if (file !== undefined) {
  process.on('SIGUSR2', () => {
    globalThis.gc?.()
    writeFileSync(`${file}.new`, String(process.memoryUsage().heapUsed))
    renameSync(`${file}.new`, file)
  })
}
