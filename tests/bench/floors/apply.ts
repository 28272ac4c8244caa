/** The floor of merging and opening: bare Yjs. Reads updates as base64 from a JSON file; prints milliseconds to apply and to encode. */
import { readFileSync } from 'node:fs'
import * as Y from 'yjs'

const updates = (JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as string[]).map((text) => Buffer.from(text, 'base64'))
const [base, ...others] = updates as [Buffer, ...Buffer[]]
const doc = new Y.Doc()
Y.applyUpdate(doc, base)
const startedAt = performance.now()
for (const update of others) Y.applyUpdate(doc, update)
const appliedAt = performance.now()
Y.encodeStateAsUpdate(doc)
process.stdout.write(JSON.stringify({ applyMs: appliedAt - startedAt, encodeMs: performance.now() - appliedAt }))
