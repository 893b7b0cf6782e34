import { inspect } from 'node:util'
import { DirectoryFull, DirectoryInUse } from '../database/directory-lock.ts'
import { MigrationError } from '../database/migrate.ts'
import { DatabaseUrlError } from '../database/open.ts'
import { OnnxMissing, OnnxUnusable } from '../search/models/onnx.ts'
import { SettingsError } from '../config.ts'
import { AddressError, MailError } from '../mail/mailer.ts'
import { UserProblem } from './user-problem.ts'

const EXPECTED = [
  DirectoryInUse,
  DatabaseUrlError,
  SettingsError,
  AddressError,
  MailError,
  OnnxMissing,
  OnnxUnusable,
  UserProblem,
]

const BROKEN =
  'The connection to the database server broke. What was stored before is kept; run the command again.'

/** What pg says without a code, and the system with one that may mean anything. */
const UNCODED: [message: RegExp, advice: string][] = [
  [/^Connection terminated|is not queryable$/, BROKEN],
  [
    /^timeout exceeded when trying to connect/,
    'The database server at DATABASE_URL does not answer.',
  ],
  [/, mkdir '/, 'A folder cannot be made there: choose another, or see who may write.'],
]

/** What to do about failures that the operating system or the database names. */
const ADVICE: Record<string, string> = {
  EADDRINUSE: 'Another program listens on this port. Stop it, or set PORT to another number.',
  EACCES: 'This user may not do that. Ports below 1024 and foreign folders need rights.',
  ECONNREFUSED: 'No database server answers at DATABASE_URL. Is it running?',
  ENOTFOUND: 'The host in DATABASE_URL or HOST is not known.',
  ENOSPC: 'The disk is full. What was stored before is kept.',
  '53100': 'The disk is full. What was stored before is kept.',
  '57P01':
    'The database server was stopped. What was stored before is kept; run the command again.',
  '57P02': 'The database server broke down. What was stored before is kept; run the command again.',
  '57P03': 'The database server is starting or stopping. Try again in a moment.',
  '53300': 'The database server has no connection left: raise its max_connections, or stop others.',
  ECONNRESET: BROKEN,
  EPIPE: BROKEN,
  EEXIST: 'Where a folder is to be made there is a file.',
  ENOTDIR: 'A folder is to be made inside of a file.',
  EROFS: 'The data folder is on a disk that cannot be written.',
  '28P01': 'The database server does not accept the user or the password in DATABASE_URL.',
  '3D000': 'The database in DATABASE_URL does not exist on its server. Create it first.',
}

/** What to tell the person at the terminal: a sentence for what we know, everything for what we do not. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error)
  if (error instanceof DirectoryFull) return `${error.message} (${messageOf(error.cause)})`
  if (EXPECTED.some((type) => error instanceof type)) return error.message
  if (error instanceof MigrationError) return `${error.message}: ${explain(error.cause)}`

  const code = codeOf(error)
  const advice = ADVICE[code] ?? UNCODED.find(([message]) => message.test(error.message))?.[1]
  return advice ? `${advice} (${error.message || code})` : (error.stack ?? error.message)
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : inspect(cause)
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}
