import { describe, expect, test } from 'vitest'
import { abilities, roles, type Ability, type PartAccess, type Role } from '#shared/access.ts'
import { parsePart, type Part } from '#shared/plan/parts.ts'
import {
  abilitiesOf, decide, decidePart, mayChangeRole, mayInvite, mayRemove, partColumns, visibleMembers, type PartColumn,
} from '../../server/access/policy.ts'

const me = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'

const exampleOf: Record<PartColumn, string> = {
  'plan': 'plan',
  'journal-team': 'journal.team',
  'journal-guardians': 'journal.guardians',
  'journal-self': `journal.${me}`,
  'journal-other': `journal.${other}`,
  'notes-self': `notes.${me}`,
  'notes-other': `notes.${other}`,
}

// The table of docs/access.md, cell by cell, in its own order: w writes, r reads, - has nothing to do with it.
const partTable = `
                    lead therapist guardian limited caregiver teacher child viewer admin
plan                w    w         w        -       r         -       -     -      -
journal-team        w    w         w        -       w         -       -     -      -
journal-guardians   w    w         w        -       -         -       -     -      -
journal-self        -    -         w        w       w         w       w     -      -
journal-other       w    w         -        -       -         -       -     -      -
notes-self          w    w         -        -       -         -       -     -      -
notes-other         -    -         -        -       -         -       -     -      -
`

const abilityTable = `
                      lead therapist guardian limited caregiver teacher child viewer admin
plan.read             y    y         y        y       y         y       y     y      y
plan.content          y    y         y        y       y         y       y     y      -
plan.edit             y    y         y        -       -         -       -     -      -
journal.write         y    y         y        y       y         y       y     -      -
history.read          y    y         y        y       -         -       -     -      -
history.name          y    y         y        -       -         -       -     -      -
history.restore       y    y         -        -       -         -       -     -      -
plan.agree            y    y         y        -       -         -       -     -      -
erase.request         y    -         y        y       -         -       y     -      -
erase.confirm         y    -         y        -       -         -       -     -      y
visit.join            y    y         y        -       y         -       -     -      -
visit.lead            y    y         -        -       -         -       -     -      -
members.list          y    y         y        y       y         y       y     -      y
members.invite-any    y    -         -        -       -         -       -     -      y
members.invite-carers -    -         y        -       -         -       -     -      -
members.change        y    -         -        -       -         -       -     -      y
members.remove-any    y    -         -        -       -         -       -     -      y
members.remove-carers -    -         y        -       -         -       -     -      -
members.consent       -    -         y        -       -         -       -     -      -
`

function cells(table: string): [row: string, role: Role, cell: string][] {
  const [head = '', ...rows] = table.trim().split('\n')
  const columns = head.trim().split(/\s+/) as Role[]
  expect(columns).toEqual([...roles])
  return rows.flatMap((line) => {
    const [row = '', ...marks] = line.trim().split(/\s+/)
    return columns.map((role, i): [string, Role, string] => [row, role, marks[i] ?? '?'])
  })
}

const accessOf: Record<string, PartAccess> = { w: 'write', r: 'read', '-': 'none' }

describe('[access] which part a role may open', () => {
  test('the table here has a row for every column of the table there', () => {
    expect([...new Set(cells(partTable).map(([row]) => row))]).toEqual([...partColumns])
  })
  test.each(cells(partTable))('%s for %s: %s', (row, role, mark) => {
    const part = parsePart(exampleOf[row as PartColumn]) as Part
    expect(decidePart(part, { role, memberId: me })).toBe(accessOf[mark])
  })
})

describe('[access] which ability a role has', () => {
  test('the table here has a row for every ability', () => {
    expect([...new Set(cells(abilityTable).map(([row]) => row))]).toEqual([...abilities])
  })
  test.each(cells(abilityTable))('%s for %s: %s', (row, role, mark) => {
    expect(decide(row as Ability, { role, memberId: me })).toBe(mark === 'y')
    expect(abilitiesOf(role).includes(row as Ability)).toBe(mark === 'y')
  })
})

describe('[access] who may bring whom', () => {
  const invited = (role: Role) => roles.filter((offered) => mayInvite(offered, { role, memberId: me }))

  test('a lead and the administrator invite everyone but a limited guardian and an administrator', () => {
    const all = ['lead', 'therapist', 'guardian', 'caregiver', 'teacher', 'child', 'viewer']
    expect(invited('lead')).toEqual(all)
    expect(invited('admin')).toEqual(all)
  })
  test('a guardian invites caregivers and viewers', () => expect(invited('guardian')).toEqual(['caregiver', 'viewer']))
  test.each(['therapist', 'limited', 'caregiver', 'teacher', 'child', 'viewer'] as const)('%s invites nobody', (role) => {
    expect(invited(role)).toEqual([])
  })
})

describe('[access] who may send whom away', () => {
  const removed = (role: Role) => roles.filter((target) => mayRemove(target, { role, memberId: me }))

  test('a lead and the administrator: anyone', () => {
    expect(removed('lead')).toEqual([...roles])
    expect(removed('admin')).toEqual([...roles])
  })
  test('[access 5] a guardian: caregivers and viewers, never another parent', () => {
    expect(removed('guardian')).toEqual(['caregiver', 'viewer'])
  })
  test.each(['therapist', 'limited', 'caregiver', 'teacher', 'child', 'viewer'] as const)('%s: nobody', (role) => {
    expect(removed(role)).toEqual([])
  })
})

describe('[access] who may change a role', () => {
  const pairs = roles.flatMap((from) => roles.map((to): [Role, Role] => [from, to]))

  test('[access 5] nobody makes a guardian less, nor turns anyone into or out of a limited guardian or an administrator', () => {
    for (const role of roles) {
      for (const [from, to] of pairs) {
        const isFixed = from === 'guardian' || [from, to].some((end) => end === 'limited' || end === 'admin')
        const mayEver = role === 'lead' || role === 'admin'
        expect(mayChangeRole(from, to, { role, memberId: me }), `${role}: ${from} to ${to}`).toBe(mayEver && !isFixed)
      }
    }
  })
})

describe('[access] whom a member sees in the list of people', () => {
  const seen = (role: Role) => roles.filter(visibleMembers[role])

  test.each(['lead', 'therapist', 'guardian', 'caregiver', 'admin'] as const)('%s sees the whole care team', (role) => {
    expect(seen(role)).toEqual([...roles])
  })
  test.each(['limited', 'teacher', 'child'] as const)('%s sees the clinicians, who read what they write', (role) => {
    expect(seen(role)).toEqual(['lead', 'therapist'])
  })
  test('viewer sees nobody', () => expect(seen('viewer')).toEqual([]))
})
