import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, openTestApp, strangeId, testPassword, type TestApp } from '../support/app.ts'

const run = promisify(execFile)
const project = join(import.meta.dirname, '../..')

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

type Ended = { code: number; stdout: string; stderr: string }

/** Runs the command line in a process of its own, beside the server that is up on the same data folder. */
async function cli(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const settings = { DATA_DIR: server.deps.config.dataDir, PATH: process.env.PATH, ...env }
  try {
    return { code: 0, ...(await run(process.execPath, [join(project, 'server/cli/main.ts'), ...args], { env: settings })) }
  } catch (error) {
    return error as Ended
  }
}

const passwordFile = () => {
  const file = join(server.deps.config.dataDir, 'password.txt')
  writeFileSync(file, `${testPassword}\n`)
  return file
}

test('a practice, people and a plan are made from the command line while the server runs', async () => {
  const json = async (...args: string[]) => JSON.parse((await cli([...args, '--json'])).stdout) as Record<string, string>
  const practice = await json('practice', 'create', '--name', 'Juniper Lane')
  const file = passwordFile()
  const hana = await json(
    'account', 'create', '--email', 'Hana@Example.org', '--name', 'Hana', '--password-file', file,
    '--practice', practice['id'] ?? '', '--role', 'clinician',
  )
  await json('account', 'create', '--email', 'maeve@example.org', '--name', 'Maeve', '--password-file', file)
  const plan = await json('plan', 'create', '--practice', practice['id'] ?? '', '--lead', 'hana@example.org', '--child-name', 'Mika')
  const member = await json('member', 'add', '--plan', plan['id'] ?? '', '--email', 'maeve@example.org', '--role', 'guardian')

  const signIn = (email: string) => server.ask(null, 'POST', '/api/auth/sign-in/email', { email, password: testPassword })
  const signedIn = await signIn('hana@example.org')
  const who = { accountId: hana['id'] ?? '', email: '', cookie: String(signedIn.headers['set-cookie']).split(';')[0] ?? '' }
  const people = await server.ask(who, 'GET', `/api/plans/${plan['id']}/members`)
  expect(people.json()).toMatchObject({ members: [{ name: 'Hana', role: 'lead' }, { id: member['memberId'], name: 'Maeve', role: 'guardian' }] })

  expect((await cli(['account', 'disable', '--email', 'hana@example.org'])).code).toBe(0)
  expect(codeOf(await signIn('hana@example.org'))).toBe('401 wrong-sign-in')
  expect(codeOf(await server.ask(who, 'GET', '/api/me'))).toBe('401 signed-out')
})

test('[access 4] a whole plan is erased in the name of two people, beside a server that is up', async () => {
  const { planId, practiceId, lead } = await server.plan('Mika')
  const boss = await server.person('Boss')
  await server.joinPractice(boss, practiceId, 'admin')
  const erase = (...by: string[]) => cli(['erase', '--plan', planId, '--reason', 'The family asked', ...by.flatMap((email) => ['--by', email])])
  expect((await erase(boss.email)).code).toBe(2)
  expect(await erase(boss.email, boss.email)).toMatchObject({ code: 1, stderr: expect.stringContaining('second-person') })
  expect((await server.ask(lead, 'GET', `/api/plans/${planId}`)).statusCode).toBe(200)
  expect(await erase(boss.email, lead.email)).toMatchObject({ code: 0, stdout: `Erased plan ${planId}\n` })
  expect(codeOf(await server.ask(lead, 'GET', `/api/plans/${planId}`))).toBe('404 not-found')
})

describe('a command that cannot be run', () => {
  test.each([
    [[]],
    [['plan']],
    [['practice', 'create']],
    [['practice', 'create', '--name', '  ']],
    [['practice', 'create', '--name', 'A', '--colour', 'red']],
    [['account', 'create', '--email', 'no address', '--name', 'A', '--password-file', '/dev/null']],
    [['member', 'add', '--plan', 'x', '--email', 'a@example.org', '--role', 'boss']],
    [['seed', '--file', 'no-such-file.json']],
  ])('%j shows how it is called and ends with 2', async (args) => {
    const ended = await cli([...args, '--json'])
    expect(ended.code).toBe(2)
    expect(ended.stdout).toBe('')
    expect(ended.stderr).toContain('Usage:')
  })

  test('what is refused is said in one line, and ends with 1', async () => {
    const ended = await cli(['plan', 'create', '--practice', strangeId(), '--lead', 'a@example.org', '--child-name', 'Mika', '--json'])
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr.trim().split('\n')).toEqual([expect.stringContaining('not-found')])
  })
})

test('seeding prints one JSON value, and everyone signs in with the password that was given', async () => {
  const file = join(project, 'server/cli/sample-families.json')
  const ended = await cli(['seed', '--file', file, '--json'], { SEED_PASSWORD: testPassword })
  const seeded = JSON.parse(ended.stdout) as { accounts: { sampleId: string; email: string }[]; plans: { sampleId: string; planId: string }[] }
  expect(seeded.accounts).toHaveLength(18)
  expect(seeded.plans.map((plan) => plan.sampleId)).toEqual(['plan-mateo', 'plan-nell', 'plan-kwame'])
  expect(seeded.accounts).toContainEqual({ sampleId: 'u-hana', email: 'hana@example.org', accountId: expect.any(String) })
  for (const { email } of seeded.accounts) {
    const answer = await server.ask(null, 'POST', '/api/auth/sign-in/email', { email, password: testPassword })
    expect(answer.statusCode, email).toBe(200)
  }
})
