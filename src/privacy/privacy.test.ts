import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import { KEYS, reader } from '../../test/test-digests.ts'
import { addAddressChange } from '../accounts/address-change-store.ts'
import { addIdentity } from '../accounts/identity-store.ts'
import { addLoginLink } from '../accounts/login-link-store.ts'
import { addPasskey } from '../accounts/passkey-store.ts'
import { addPerson, changeProfile, findPersonBy } from '../accounts/people-store.ts'
import type { Person } from '../accounts/person.ts'
import { startSession } from '../accounts/session-store.ts'
import { findOwnAuthorship, saveAuthorship } from '../community/authorship-store.ts'
import { tell } from '../community/notice-store.ts'
import { writeCorrection } from '../catalogue/correction-store.ts'
import type { Database, OpenDatabase } from '../database/database.ts'
import { joinReader } from '../digests/account-store.ts'
import { openIssue } from '../digests/issue-store.ts'
import { mailKeys } from '../digests/key-store.ts'
import { addressHash } from '../digests/keys.ts'
import { queueMail } from '../digests/outbox-store.ts'
import { suppress } from '../digests/suppression-store.ts'
import { erase } from './erase.ts'
import { addCollection, findCollection } from '../library/collection-store.ts'
import { follow } from '../library/follow-store.ts'
import { PERSONAL_DATA } from './registry.ts'
import { takeOut } from './take-out.ts'

const NOON = new Date('2025-04-17T12:00:00Z')

/** Columns that name a person: by their name, or because they refer to `people`. */
async function columnsOfPeople(db: Database): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name ~ '(^|_)person_id$'
    union
    select conrelid::regclass::text, attname from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = any (conkey)
    where contype = 'f' and confrelid = 'people'::regclass
  `.execute(db)
  return rows
}

onBothEngines('privacy', (open) => {
  let database: OpenDatabase
  beforeAll(async () => void (database = await open()))
  afterAll(() => database.close())

  /** Somebody who has left a trace in every table. A feature that adds a table adds the trace. */
  async function somebody(handle: string): Promise<Person> {
    const { db } = database
    const email = `${handle}@example.org`
    const before = (await addPerson(db, { handle: `${handle}-before`, email }, NOON))!
    await changeProfile(db, before, { handle, name: 'Ada', votesVisible: true })
    const personId = before.id
    await startSession(db, { personId, secret: `${handle}-session`, device: 'Firefox' }, NOON)
    const link = { email, personId, role: null, browserHash: null, next: '/', expiresAt: NOON }
    await addLoginLink(db, `${handle}-link`, link, NOON)
    const change = { personId, email: `new-${email}`, expiresAt: NOON }
    await addAddressChange(db, `${handle}-change`, change)
    const vote = { personId, paperId: '2504.00001', givenAt: NOON, state: 'held' } as const
    await db
      .insertInto('votes')
      .values({ ...vote, countsAt: null })
      .execute()
    await db
      .insertInto('shelf')
      .values({
        personId,
        paperId: '2504.00001',
        savedAt: NOON,
        counted: false,
        seenAt: null,
        dismissedAt: null,
      })
      .execute()
    const collection = { title: 'Mine', description: '', visibility: 'public' } as const
    await addCollection(db, { id: `collection-of-${handle}`, personId }, collection, NOON)
    await follow(db, personId, { kind: 'topic', subject: 'cs.CL' }, NOON)
    await db
      .insertInto('news')
      .values({
        personId,
        paperId: '2504.00001',
        kind: 'topic',
        subject: 'cs.CL',
        at: NOON,
        readAt: null,
      })
      .execute()
    await takePart(db, personId, `2504.${handle}`)
    await readMails(db, before)
    const identity = { subject: `${handle}-elsewhere`, label: email, email: null }
    await addIdentity(db, personId, 'oidc', identity, NOON)
    const key = { id: `${handle}-key`, personId, publicKey: new Uint8Array(3), counter: 0 }
    await addPasskey(db, { ...key, transports: ['usb'] }, 'Firefox', NOON)
    const topic = { kind: 'topic', quote: 'optics', action: 'add', value: null } as const
    await writeCorrection(db, `2504.${handle}`, topic, { person: personId, at: NOON })
    return (await findPersonBy(db, 'handle', handle))!
  }

  test('every table that names a person is known to export and erasure', async () => {
    const tables = new Set((await columnsOfPeople(database.db)).map(({ table }) => table))
    const known = new Set(PERSONAL_DATA.map(({ table }) => table))
    expect([...tables].filter((table) => !known.has(table))).toEqual([])
  })

  test('the trace of somebody is in every one of these tables', async () => {
    const { id } = await somebody('trace')
    for (const { table, column } of await columnsOfPeople(database.db)) {
      expect([table, column, await rowsOf(database.db, table, column, id)]).toEqual([
        table,
        column,
        1,
      ])
    }
  })

  test('an export holds what is known, and no secret', async () => {
    const person = await somebody('export')
    const everything = await takeOut(database.db, person, NOON)
    const text = JSON.stringify(everything)
    expect(everything).toMatchObject({
      people: [{ handle: 'export', name: 'Ada', email: 'export@example.org', role: 'reader' }],
      sessions: [{ device: 'Firefox' }],
      login_links: [{ email: 'export@example.org' }],
      address_changes: [{ email: 'new-export@example.org' }],
      subscribers: [{ address: 'export@example.org', state: 'active' }],
      subscriptions: [{ kind: 'daily', hour: 7 }],
      consents: [{ what: 'requested' }, { what: 'confirmed' }],
      deliveries: [{ kind: 'daily', date: '2025-04-17', state: 'planned' }],
      bounces: [{ kind: 'soft', status: '5.2.2' }],
      outbox: [{ subject: 'Confirm' }],
    })
    expect(text).not.toMatch(/hash|secret|export-(?:session|link|change)/i)
  })

  test.each(['keep', 'remove'] as const)(
    'who leaves (%s) is in no table any more, and nobody else is missing',
    async (farewell) => {
      const { db } = database
      const leaving = await somebody(`leaving-${farewell}`)
      const staying = await somebody(`staying-${farewell}`)
      const before = await takeOut(db, staying, NOON)
      const words = countOf(await everyText(db), /my (?:first )?words|my note/g)

      await erase(db, leaving, farewell)
      for (const { table, column } of await columnsOfPeople(db)) {
        expect([table, column, await rowsOf(db, table, column, leaving.id)]).toEqual([
          table,
          column,
          0,
        ])
      }
      const traces = await everyText(db)
      expect(traces).not.toContain(leaving.id)
      expect(traces).not.toContain(leaving.email)
      expect(await takeOut(db, staying, NOON)).toEqual(before)
      const gone = words - countOf(traces, /my (?:first )?words|my note/g)
      const left = await findCollection(db, `collection-of-leaving-${farewell}`)
      expect(left?.handle).toBe(farewell === 'keep' ? null : undefined) // a public one, by nobody
      expect(gone).toBe(farewell === 'keep' ? 0 : 4) // Markdown and HTML of a comment, its first version, a note
    },
  )
})

/** Has had a mail, which bounced, and joined the mails to the account. */
async function readMails(db: Database, person: Person): Promise<void> {
  const { id: subscriberId } = await reader(db, person.email!, NOON)
  await joinReader(db, person)
  const { id: issueId } = await openIssue(db, 'daily', '2025-04-17', NOON)
  const mail = {
    issueId,
    subscriberId,
    domain: person.email!,
    reply: person.email,
  }
  const selection = { issueId, paperIds: ['2504.00001'], reasons: [`search:${person.email}`] }
  const { id: selectionId } = await db
    .insertInto('selections')
    .values(selection)
    .returning('id')
    .executeTakeFirstOrThrow()
  const times = { writtenAt: NOON, dueAt: NOON, notBefore: NOON, settledAt: NOON, leaseUntil: null }
  const sent = { state: 'planned' as const, reason: null, selectionId, worker: null }
  await db
    .insertInto('deliveries')
    .values({ ...mail, ...times, ...sent })
    .execute()
  const refused = {
    at: NOON,
    outcome: 'mailbox',
    code: 552,
    enhanced: '5.2.2',
    reply: `no room for ${person.email}`,
  }
  await db
    .insertInto('deliveryAttempts')
    .values({ issueId, subscriberId, worker: 'w', ...refused })
    .execute()
  const bounce = { kind: 'soft', at: NOON, status: '5.2.2', detail: person.email } as const
  await db
    .insertInto('bounces')
    .values({ issueId, subscriberId, ...bounce })
    .execute()
  const letter = { id: `letter ${person.email}`, source: 'mail', at: NOON, verdict: 'person' }
  await db
    .insertInto('mailEvents')
    .values({ ...letter, raw: `From: ${person.email!.toUpperCase()}\r\n\r\nThanks!` })
    .execute()
  await queueMail(
    db,
    `confirm ${person.email}`,
    { to: person.email!, subject: 'Confirm', text: 'a secret link' },
    NOON,
  )
  const keys = await mailKeys(db, KEYS.current, NOON)
  const evidence = `550 nobody is called ${person.email}`
  const gone = {
    addressHash: addressHash(keys, person.email!),
    subscriberId: null,
    reason: 'bounce',
    evidence,
  } as const
  await suppress(db, gone, NOON)
}

/** Writes to the tables of the community, whatever its pages ask for before they do. */
async function takePart(db: Database, personId: string, paperId: string): Promise<void> {
  const comment = {
    paperId,
    parentId: null,
    depth: 0,
    body: 'my words',
    html: '<p>my words',
  }
  const { id } = await db
    .insertInto('comments')
    .values({ ...comment, place: '1', personId, writtenAt: NOON })
    .returning('id')
    .executeTakeFirstOrThrow()
  const version = { commentId: id, body: 'my first words', writtenAt: NOON }
  await db.insertInto('commentVersions').values(version).execute()
  const reaction = { commentId: id, personId, reaction: 'thanks', reactedAt: NOON }
  await db.insertInto('commentReactions').values(reaction).execute()
  const report = {
    kind: 'person',
    subject: personId,
    reason: 'mine',
    personId,
    reportedAt: NOON,
  } as const
  await db
    .insertInto('reports')
    .values({ ...report, kind: 'paper', subject: 'x' })
    .execute()
  await db
    .insertInto('reports')
    .values({ ...report, personId: null })
    .execute()
  await db
    .insertInto('blocks')
    .values({ personId, until: NOON, reason: '', blockedAt: NOON })
    .execute()
  await sql`
    insert into submissions (person_id, draft, note, submitted_at) values (${personId}, '{}', 'my note', ${NOON})
  `.execute(db)
  const asked = {
    authorName: 'Ada Lovelace',
    authorKey: 'ada-lovelace',
    words: 'I am she',
    at: NOON,
  }
  await saveAuthorship(db, { ...asked, personId, paperId })
  const { id: authorshipId } = (await findOwnAuthorship(db, personId, paperId))!
  await tell(db, personId, 'authorship', authorshipId, NOON)
}

async function rowsOf(db: Database, table: string, column: string, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)} where ${sql.ref(column)} = ${id}
  `.execute(db)
  return rows[0]!.count
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** All that the tables hold, as text. */
async function everyText(db: Database): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(db)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } =
      await sql`select to_json(each)::text as row from ${sql.table(name)} as each`.execute(db)
    texts.push(JSON.stringify(rows))
  }
  return texts.join('\n')
}
