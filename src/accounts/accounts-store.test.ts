import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../test/test-database.ts'
import type { OpenDatabase } from '../database/database.ts'
import { spend } from './allowance-store.ts'
import { offerFirstAdmin } from './first-admin.ts'
import { addLoginLink, dropExpiredLinks, findLoginLink } from './login-link-store.ts'
import { addPerson, changeProfile, findPersonBy, removePerson } from './people-store.ts'
import { dropOldSessions, findSession, SESSION_DAYS, startSession } from './session-store.ts'
import { signInByLink } from './sign-in.ts'

const NOON = new Date('2025-04-17T12:00:00Z')
const later = (ms: number) => new Date(NOON.getTime() + ms)
const MINUTE = 60_000
const DAY = 86_400_000

onBothEngines('accounts', (open) => {
  let database: OpenDatabase
  beforeAll(async () => void (database = await open()))
  afterAll(() => database.close())

  const newcomer = (secret: string) => ({ secret, device: 'A browser', random: Math.random })
  const link = (known: object) => ({
    email: null,
    personId: null,
    role: null,
    browserHash: null,
    next: '/',
    expiresAt: later(15 * MINUTE),
    ...known,
  })

  test('nothing that signs in is stored as it is', async () => {
    const { db } = database
    await addLoginLink(db, 'the-link', link({ email: 'a@example.org' }), NOON)
    await signInByLink(db, { link: 'the-link', email: null }, newcomer('the-session'), NOON)
    await addLoginLink(db, 'the-link', link({ email: 'a@example.org' }), NOON)
    const stored = [
      await db.selectFrom('sessions').selectAll().execute(),
      await db.selectFrom('loginLinks').selectAll().execute(),
    ]
    expect(JSON.stringify(stored)).not.toMatch(/the-(?:link|session)/)
    expect(await findSession(db, 'the-session', NOON)).not.toBeNull()
  })

  test('a link lives until its time, to the millisecond', async () => {
    const { db } = database
    await addLoginLink(db, 'timed', link({ email: 'b@example.org' }), NOON)
    expect(await findLoginLink(db, 'timed', later(15 * MINUTE - 1))).not.toBeNull()
    expect(await findLoginLink(db, 'timed', later(15 * MINUTE))).toBeNull()
    const use = { link: 'timed', email: null }
    expect(await signInByLink(db, use, newcomer('late'), later(15 * MINUTE))).toBeNull()
    await dropExpiredLinks(db, later(15 * MINUTE))
    expect(await findLoginLink(db, 'timed', NOON)).toBeNull()
  })

  test('a hundred who use one link at once are one sign-in', async () => {
    const { db } = database
    await addLoginLink(db, 'crowd', link({ email: 'c@example.org' }), NOON)
    const use = { link: 'crowd', email: null }
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, n) => signInByLink(db, use, newcomer(`crowd-${n}`), NOON)),
    )
    expect(all.filter((each) => each !== null)).toHaveLength(1)
  })

  test('a session ends when it was not used for long, and lives on when it was', async () => {
    const { db } = database
    const person = await addPerson(db, { handle: 'dora', email: null }, NOON)
    await startSession(db, { personId: person!.id, secret: 'd', device: '' }, NOON)
    expect((await findSession(db, 'd', later(MINUTE)))?.isNoted).toBe(false)
    expect((await findSession(db, 'd', later(30 * DAY)))?.isNoted).toBe(true)
    expect(await findSession(db, 'd', later((30 + SESSION_DAYS) * DAY - 1))).not.toBeNull()
    await dropOldSessions(db, later((31 + 2 * SESSION_DAYS) * DAY))
    expect(await findSession(db, 'd', NOON)).toBeNull()
  })

  test('nobody gets a handle that looks like one that somebody has or had', async () => {
    const { db } = database
    const ella = (await addPerson(db, { handle: 'ella-b', email: null }, NOON))!
    expect(await addPerson(db, { handle: 'e11ab', email: null }, NOON)).toBeNull()

    const profile = { handle: 'gustav', name: '', votesVisible: false }
    expect(await changeProfile(db, ella, profile)).toBe(true)
    expect(await addPerson(db, { handle: 'el1ab', email: null }, NOON)).toBeNull()
    const gustav = (await findPersonBy(db, 'handle', 'gustav'))!
    expect(await changeProfile(db, gustav, { ...profile, handle: 'ella-b' })).toBe(true)

    await removePerson(db, (await findPersonBy(db, 'handle', 'ella-b'))!)
    expect(await addPerson(db, { handle: 'ella-b', email: null }, NOON)).toBeNull()
    expect(await addPerson(db, { handle: 'gustav', email: null }, NOON)).toBeNull()
  })

  test('of two who want one handle at the same moment, one gets it', async () => {
    const { db } = database
    const two = await Promise.all(
      ['first-h', 'second-h'].map((handle) => addPerson(db, { handle, email: null }, NOON)),
    )
    const profile = { handle: 'wanted', name: '', votesVisible: false }
    const got = await Promise.all(two.map((person) => changeProfile(db, person!, profile)))
    expect(got.filter(Boolean)).toHaveLength(1)
  })

  test('an allowance is used up, drains with time, and counts everybody who asks at once', async () => {
    const { db } = database
    const limit = { atOnce: 3, everyMs: MINUTE }
    const ask = (now: Date) => spend(db, ['test', 'somebody'], limit, now)
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(NOON)))
    expect(all.filter(Boolean)).toHaveLength(3)
    expect(await ask(later(MINUTE - 1))).toBe(false)
    expect(await ask(later(MINUTE))).toBe(true)
    expect(await ask(later(MINUTE))).toBe(false)
    expect(await spend(db, ['test', 'somebody else'], limit, NOON)).toBe(true)
    expect(await ask(later(365 * DAY))).toBe(true) // a clock that is wrong …
    expect(await ask(later(5 * MINUTE))).toBe(true) // … and is set right
  })

  test.each([3, 90])(
    'an allowance is one of all machines whose clocks differ, by %i seconds',
    async (apart) => {
      const { db } = database
      const limit = { atOnce: 3, everyMs: MINUTE }
      const granted = async (who: string, ahead: (turn: number) => number) => {
        let count = 0
        for (let turn = 0; turn < 240; turn++) {
          const now = later(turn * 1000 + ahead(turn) * 1000)
          if (await spend(db, ['test', `${who} ${apart}`], limit, now)) count++
        }
        return count
      }
      const byOne = await granted('one clock', () => 0)
      expect(byOne).toBe(3 + 3)
      const firstAhead = await granted('ahead', (turn) => (turn % 2 === 0 ? apart : 0))
      expect(firstAhead).toBe(byOne)
      const firstBehind = await granted('behind', (turn) => (turn % 2 === 0 ? 0 : apart))
      expect(firstBehind).toBeLessThanOrEqual(byOne + Math.ceil((apart * 1000) / MINUTE)) // once, not with every turn
    },
  )

  test('there is one link for the first admin, and none when there is an admin', async () => {
    const { db } = database
    expect(await offerFirstAdmin(db, 'first-start', NOON)).toBe(true)
    expect(await offerFirstAdmin(db, 'second-start', NOON)).toBe(true)
    expect(await findLoginLink(db, 'first-start', NOON)).toBeNull()

    const use = { link: 'second-start', email: 'boss@example.org' }
    await signInByLink(db, use, newcomer('boss'), NOON)
    expect((await findSession(db, 'boss', NOON))?.person).toMatchObject({
      role: 'admin',
      email: 'boss@example.org',
    })
    expect(await offerFirstAdmin(db, 'third-start', NOON)).toBe(false)
    expect(await findLoginLink(db, 'third-start', NOON)).toBeNull()
  })
})
