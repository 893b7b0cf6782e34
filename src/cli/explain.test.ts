import { expect, test } from 'vitest'
import { DirectoryFull, DirectoryInUse } from '../database/directory-lock.ts'
import { MigrationError } from '../database/migrate.ts'
import { explain } from './explain.ts'

test('a failure that we foresaw is told in its own words, without a stack', () => {
  expect(explain(new DirectoryInUse('./data', '42'))).toMatch(
    /^The data folder \.\/data is in use by process 42/,
  )
})

test('a failure that the system names comes with what to do', () => {
  const error = Object.assign(new Error('listen EADDRINUSE: 127.0.0.1:8080'), {
    code: 'EADDRINUSE',
  })
  expect(explain(error)).toBe(
    'Another program listens on this port. Stop it, or set PORT to another number. (listen EADDRINUSE: 127.0.0.1:8080)',
  )
})

test.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
])('a connection that breaks is told with what to do: %s', (message) => {
  expect(explain(new Error(message))).toMatch(
    /^The connection to the database server broke\..+again\./,
  )
})

test.each([
  [new Error('PGlite failed to initialize properly'), 'PGlite failed to initialize properly'],
  ['exit 1', "'exit 1'"],
])('a data folder on a full disk is told in words, with what was said first', (cause, said) => {
  expect(explain(new DirectoryFull('./data', { cause }))).toBe(
    `The disk of the data folder ./data is full. What was stored before is kept: make room and start again. (${said})`,
  )
})

test.each([
  ["EPERM: operation not permitted, mkdir '/sys/x'", 'EPERM'],
  ["ENOENT: no such file or directory, mkdir '/proc/x'", 'ENOENT'],
])('a folder that cannot be made is named: %s', (message, code) => {
  expect(explain(Object.assign(new Error(message), { code }))).toBe(
    `A folder cannot be made there: choose another, or see who may write. (${message})`,
  )
})

test('a failed migration says why', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  expect(explain(new MigrationError('0001_papers', { cause: refused }))).toMatch(
    /0001_papers failed: No database server answers/,
  )
})

test('a failure that nobody foresaw keeps its stack', () => {
  expect(explain(new Error('surprise'))).toContain('explain.test.ts')
})
