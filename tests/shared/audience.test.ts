/** What the app says about who can read an entry is what the server does. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { roles } from '#shared/access.ts'
import type { MemberId } from '#shared/ids.ts'
import { audienceOf, readsJournal } from '#shared/journal/audience.ts'
import { parsePart, type Part } from '#shared/plan/parts.ts'
import { decidePart } from '../../server/access/policy.ts'

const [me, other] = [randomUUID() as MemberId, randomUUID() as MemberId]
const partIds = ['plan', 'journal.team', 'journal.guardians', `journal.${me}`, `journal.${other}`, `notes.${me}`, `notes.${other}`]

test('[access 2] the readers that are shown before an entry is saved are exactly those whom the table lets read', () => {
  for (const partId of partIds) {
    const isJournal = audienceOf(partId) !== null
    for (const role of roles) {
      const decided = decidePart(parsePart(partId) as Part, { role, memberId: me }) !== 'none'
      // A viewer, an administrator or a clinician keeps no journal of their own, so nobody is shown one.
      const hasOwn = !partId.endsWith(me) || decided
      const expected = isJournal && (decided || !hasOwn)
      expect(`${partId} ${role} ${readsJournal(partId, { id: me, role })}`).toBe(`${partId} ${role} ${expected}`)
    }
  }
  expect(readsJournal('journal.everyone', { id: me, role: 'lead' })).toBe(false)
})
