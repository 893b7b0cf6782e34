import { Command, InvalidArgumentError, Option } from 'commander'
import { firstHandle, handleProblem } from '../accounts/handle.ts'
import { addLoginLink } from '../accounts/login-link-store.ts'
import { addPerson, findPersonBy, listPeople, setRole } from '../accounts/people-store.ts'
import { ROLES, type Person, type Role } from '../accounts/person.ts'
import { readConfig, type Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open.ts'
import { parseAddress } from '../mail/address.ts'
import { erase } from '../privacy/erase.ts'
import { UserProblem } from './user-problem.ts'
import { paths } from '../web/paths.ts'
import { newSecret } from '../web/visit/secret.ts'

/** `broadsheet user …`: the people of this installation, for whoever runs it. */
export function userCommand(terminal: Terminal = TERMINAL): Command {
  const { withDatabase } = terminal
  const role = new Option('--role <role>', 'what they may do').choices(ROLES).default('reader')
  return new Command('user')
    .description('list, add and remove people, and what they may do')
    .addCommand(
      new Command('list')
        .description('everybody, by handle')
        .option('--json', 'print one JSON document on standard output')
        .action(({ json }: { json?: boolean }) =>
          withDatabase((db) => list(db, terminal, json === true)),
        ),
    )
    .addCommand(
      new Command('add')
        .description('make an account and print a link that signs in once')
        .argument('<address>', 'where mail to them goes', mailAddress)
        .option('--handle <handle>', 'without it, one that says nothing', handle)
        .addOption(role)
        .action((email: string, given: { handle?: string; role: Role }) =>
          withDatabase((db, config) => add(db, config, terminal, email, given)),
        ),
    )
    .addCommand(
      new Command('role')
        .description('change what somebody may do')
        .argument('<handle>')
        .addArgument(new Command().createArgument('<role>').choices(ROLES))
        .action((of: string, to: Role) => withDatabase((db) => changeRole(db, terminal, of, to))),
    )
    .addCommand(
      new Command('link')
        .description('print a link that signs them in once, for a day')
        .argument('<handle>')
        .action((of: string) =>
          withDatabase(async (db, config) =>
            printLink(db, config, terminal, await personOf(db, of)),
          ),
        ),
    )
    .addCommand(
      new Command('remove')
        .description('delete an account; what they wrote stays, as by a former reader')
        .argument('<handle>')
        .option('--with-contributions', 'what they wrote goes too')
        .action((of: string, { withContributions }: { withContributions?: boolean }) =>
          withDatabase(async (db) =>
            erase(db, await personOf(db, of), withContributions ? 'remove' : 'keep'),
          ),
        ),
    )
}

/** Where the command reads and writes. */
export interface Terminal {
  withDatabase: (
    work: (db: Database, config: Pick<Config, 'PUBLIC_URL'>) => Promise<void>,
  ) => Promise<void>
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown }
}

const TERMINAL: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  async withDatabase(work) {
    const config = readConfig(process.env)
    const database = await openDatabase(config.DATABASE_URL)
    try {
      await work(database.db, config)
    } finally {
      await database.close()
    }
  },
}

const PEOPLE_AT_ONCE = 1000

async function list(db: Database, { stdout }: Terminal, json: boolean): Promise<void> {
  const people: Person[] = []
  for (let from = ''; ; from = `${people.at(-1)!.handle}-`) {
    const more = await listPeople(db, from, PEOPLE_AT_ONCE)
    people.push(...more)
    if (more.length < PEOPLE_AT_ONCE) break
  }
  const words = people.map(
    ({ handle: name, role, email, createdAt }) =>
      `@${name}\t${role}\t${email ?? '-'}\tsince ${createdAt.toISOString().slice(0, 10)}\n`,
  )
  stdout.write(json ? `${JSON.stringify({ people }, null, 2)}\n` : words.join(''))
}

async function add(
  db: Database,
  config: Pick<Config, 'PUBLIC_URL'>,
  terminal: Terminal,
  email: string,
  given: { handle?: string; role: Role },
): Promise<void> {
  const chosen = given.handle ?? firstHandle(Math.random)
  const person = await addPerson(db, { handle: chosen, email, role: given.role }, new Date())
  if (!person)
    throw new UserProblem('Somebody has this address, or a handle that looks like this one.')
  terminal.stderr.write(`@${person.handle} is ${person.role}\n`)
  await printLink(db, config, terminal, person)
}

async function changeRole(
  db: Database,
  { stderr }: Terminal,
  of: string,
  role: Role,
): Promise<void> {
  const person = await personOf(db, of)
  await setRole(db, person.id, role)
  stderr.write(`@${person.handle} is ${role}\n`)
}

const LINK_MS = 86_400_000 // a day: it has to be handed over first

async function printLink(
  db: Database,
  config: Pick<Config, 'PUBLIC_URL'>,
  { stdout }: Terminal,
  { id }: Person,
): Promise<void> {
  const secret = newSecret()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + LINK_MS)
  const link = { email: null, personId: id, role: null, browserHash: null, next: '/', expiresAt }
  await addLoginLink(db, secret, link, now)
  stdout.write(`${config.PUBLIC_URL}${paths.loginLink(secret)}\n`)
}

async function personOf(db: Database, name: string): Promise<Person> {
  const person = await findPersonBy(db, 'handle', name.toLowerCase().replace(/^@/, ''))
  if (!person) throw new UserProblem(`Nobody has the handle ${JSON.stringify(name)}.`)
  return person
}

function mailAddress(text: string): string {
  const address = parseAddress(text)
  if (!address) throw new InvalidArgumentError('It must be an e-mail address.')
  return address.key
}

function handle(text: string): string {
  const problem = handleProblem(text)
  if (problem !== null) throw new InvalidArgumentError(problem)
  return text
}
