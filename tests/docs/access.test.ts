import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { abilities, roles, type Role } from '#shared/access.ts'
import { parsePart, type Part } from '#shared/plan/parts.ts'
import { decide, decidePart, mayChangeRole, mayInvite, mayRemove, partColumns, visibleMembers, type PartColumn } from '../../server/access/policy.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/access.md'), 'utf8')
const memberId = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'

/** How the page names each column of the part table, and a part that falls into it. */
const parts: Record<PartColumn, { name: string; example: string }> = {
  'plan': { name: 'plan', example: 'plan' },
  'journal-team': { name: 'journal.team', example: 'journal.team' },
  'journal-guardians': { name: 'journal.guardians', example: 'journal.guardians' },
  'journal-self': { name: 'journal.<own>', example: `journal.${memberId}` },
  'journal-other': { name: 'journal.<other>', example: `journal.${other}` },
  'notes-self': { name: 'notes.<own>', example: `notes.${memberId}` },
  'notes-other': { name: 'notes.<other>', example: `notes.${other}` },
}

/** The table under a heading of the page, its head included. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('|---'))
  return lines.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
}

/** Several roles as the page writes them. */
function names(isNamed: (role: Role) => boolean): string {
  const named = roles.filter(isNamed)
  return named.length === 0 ? '-' : named.length === roles.length ? 'everyone' : named.join(', ')
}

test('[access] docs/access.md: which part a role may open is what the code decides, row by row', () => {
  const cell = (column: PartColumn, role: Role) => {
    const access = decidePart(parsePart(parts[column].example) as Part, { role, memberId })
    return access === 'none' ? '-' : access
  }
  expect(tableUnder('Parts')).toEqual([
    ['part', ...roles],
    ...partColumns.map((column) => [`\`${parts[column].name}\``, ...roles.map((role) => cell(column, role))]),
  ])
})

test('[access] docs/access.md: which ability a role has is what the code decides, row by row', () => {
  expect(tableUnder('Abilities')).toEqual([
    ['ability', ...roles],
    ...abilities.map((ability) => [`\`${ability}\``, ...roles.map((role) => (decide(ability, { role, memberId }) ? 'yes' : '-'))]),
  ])
})

test('[access] docs/access.md: who may invite, remove, change and see whom is what the code decides, row by row', () => {
  const [, ...rows] = tableUnder('People')
  expect(rows).toEqual(
    roles.map((role) => {
      const facts = { role, memberId }
      const mayChange = (from: Role) => roles.some((to) => to !== from && mayChangeRole(from, to, facts))
      return [role, names((to) => mayInvite(to, facts)), names((to) => mayRemove(to, facts)), names(mayChange), names(visibleMembers[role])]
    }),
  )
})
