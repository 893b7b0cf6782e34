import { expect, test } from 'vitest'
import { testDatabase } from '../../test/test-database.ts'
import { findLoginLink } from '../accounts/login-link-store.ts'
import { UserProblem } from './user-problem.ts'
import { userCommand, type Terminal } from './user.ts'

type Work = Parameters<Terminal['withDatabase']>[0]

const db = await testDatabase()

/** What the command prints on standard output. */
async function user(...args: string[]): Promise<string> {
  let printed = ''
  const terminal = {
    withDatabase: (work: Work) => work(db, { PUBLIC_URL: 'https://papers.example.org' }),
    stdout: { write: (text: string) => (printed += text) },
    stderr: { write() {} },
  }
  const command = userCommand(terminal)
  for (const each of [command, ...command.commands])
    each.exitOverride().configureOutput({ writeErr() {} })
  await command.parseAsync(args, { from: 'user' })
  return printed
}

test('somebody is added with a link that signs in, promoted, listed and removed', async () => {
  const link = await user('add', 'Ada@Example.org', '--handle', 'ada')
  const [, secret] = /^https:\/\/papers\.example\.org\/login\/([\w-]{43})\n$/.exec(link)!
  expect(await findLoginLink(db, secret!, new Date())).toMatchObject({ email: null, role: null })

  await user('role', '@Ada', 'moderator')
  expect(JSON.parse(await user('list', '--json'))).toMatchObject({
    people: [{ handle: 'ada', email: 'ada@example.org', role: 'moderator' }],
  })
  expect(await user('list')).toMatch(/^@ada\tmoderator\tada@example\.org\tsince \d{4}-\d\d-\d\d\n$/)
  expect(await user('link', 'ada')).not.toBe(link)

  await user('remove', 'ada', '--with-contributions')
  expect(await user('list')).toBe('')
  expect(await findLoginLink(db, secret!, new Date())).toBeNull()
})

test('what cannot be done is told in words', async () => {
  await user('add', 'grace@example.org', '--handle', 'grace')
  await expect(user('link', 'nobody-here')).rejects.toThrow(UserProblem)
  await expect(user('add', 'Grace@example.org')).rejects.toThrow(UserProblem)
  await expect(user('add', 'other@example.org', '--handle', 'g-race')).rejects.toThrow(UserProblem)
  await expect(user('add', 'other@example.org', '--handle', 'adm1n')).rejects.toThrow(
    'kept for the site',
  )
  await expect(user('add', 'no address')).rejects.toThrow('e-mail address')
  await expect(user('role', 'grace', 'emperor')).rejects.toThrow('Allowed choices')
})
