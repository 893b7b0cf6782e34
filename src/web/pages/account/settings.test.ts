import { expect, test } from 'vitest'
import { signIn } from '../../../../test/sign-in.ts'
import { testSite, type TestSite } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

const site = await testSite()

function lastLink({ mails }: TestSite): string {
  return new URL(/https:\S+/.exec(mails.at(-1)!.text)![0]).pathname
}

test('handle, name and what others may see are changed together', async () => {
  const ada = await signIn(site)
  const profile = { handle: ' @Ada-L ', name: 'Ada\u202e  Lovelace', votes: 'visible' }
  expect((await ada.post(paths.settings, profile)).status).toBe(303)
  const page = await ada.read(paths.settings)
  expect(page).toContain('value="ada-l"')
  expect(page).toContain('value="Ada Lovelace"')
  expect(page).toMatch(/value="visible"\s+checked/)
})

test('a handle that cannot be is told at its field, and what was typed stays', async () => {
  const lin = await signIn(site, { handle: 'lin' })
  for (const handle of ['', 'x', 'adm1n', 'ada-l', 'ada1', 'лин', '<script>alert(1)</script>']) {
    const answer = await lin.post(paths.settings, { handle, name: 'Lin "<b>' })
    expect([handle, answer.status]).toEqual([handle, 422])
    expect(await answer.text()).toMatch(/aria-invalid="true" aria-describedby="handle-problem"/)
  }
  expect(await lin.read(paths.settings)).toContain('@lin<')
})

test('a form gives nobody what it does not offer', async () => {
  const eve = await signIn(site, { handle: 'eve' })
  const fields = {
    handle: 'eve',
    role: 'admin',
    email: 'x@example.org',
    id: 'x',
    createdAt: '2000-01-01',
    person_id: 'x',
  }
  await eve.post(paths.settings, fields)
  const [person] = (JSON.parse(await eve.read(paths.takeOut)) as { people: object[] }).people
  expect(person).toMatchObject({ role: 'reader', email: 'eve@example.org' })
  expect((await eve.get(paths.people())).status).toBe(403)
})

test('whoever changes the handle all the time is told to wait', async () => {
  const fickle = await signIn(site, { handle: 'fickle' })
  const statuses = []
  for (const handle of ['fickle-a', 'fickle-b', 'fickle-c', 'fickle-d']) {
    statuses.push((await fickle.post(paths.settings, { handle })).status)
  }
  expect(statuses).toEqual([303, 303, 303, 422])
})

test('a new address is taken when its owner says so, and the old one is told', async () => {
  const max = await signIn(site, { handle: 'max' })
  expect((await max.post(paths.newAddress, { email: 'Max@new.example' })).status).toBe(200)
  expect(site.mails.at(-1)!.to).toBe('max@new.example')
  const link = lastLink(site)
  expect(await max.read(paths.settings)).toContain('max@example.org')
  expect(await max.read(link)).toContain('max@new.example')

  expect((await max.post(link)).status).toBe(303)
  expect(await max.read(paths.settings)).toContain('max@new.example')
  expect(site.mails.at(-1)).toMatchObject({ to: 'max@example.org' })
  expect((await max.post(link)).status).toBe(410)
})

test('a link to a new address works for nobody but whoever asked', async () => {
  const noor = await signIn(site, { handle: 'noor' })
  await noor.post(paths.newAddress, { email: 'noor@new.example' })
  const link = lastLink(site)
  const thief = await signIn(site)
  expect((await thief.get(link)).status).toBe(410)
  expect((await thief.post(link)).status).toBe(410)
  expect((await site.app.request(link)).headers.get('location')).toContain(paths.login())
  expect((await noor.post(link)).status).toBe(303)
})

test('nobody learns by asking whose an address is, and nobody gets it', async () => {
  const owner = await signIn(site, { handle: 'owner' })
  const asker = await signIn(site, { handle: 'asker' })
  const answers = []
  for (const email of [owner.person.email!, 'nobody@example.org']) {
    const answer = await asker.post(paths.newAddress, { email })
    const text = await answer.text()
    answers.push([answer.status, text.replaceAll(email, 'ADDRESS')])
    if (email === owner.person.email) {
      expect((await asker.post(lastLink(site))).status).toBe(410)
    }
  }
  expect(answers[0]).toEqual(answers[1])
  expect(await owner.read(paths.settings)).toContain('owner@example.org')
})

test('a person signs out other browsers of theirs, and no browser of others', async () => {
  const bob = await signIn(site, { handle: 'bobby' })
  const other = await signIn(site)
  const { id } = await site.db
    .selectFrom('sessions')
    .select('id')
    .where('personId', '=', other.person.id)
    .executeTakeFirstOrThrow()
  await bob.post(paths.sessions, { session: id })
  expect((await other.get(paths.settings)).status).toBe(200)
  await bob.post(paths.sessions, { session: 'others' })
  expect((await other.get(paths.settings)).status).toBe(200)
  expect((await bob.get(paths.settings)).status).toBe(200)
})

test('an export is a file of the person alone, which nothing keeps', async () => {
  const ida = await signIn(site, { handle: 'ida' })
  const answer = await ida.get(paths.takeOut)
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="ida-2025-04-17.json"',
  )
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  const text = await answer.text()
  expect(text).toContain('ida@example.org')
  expect(text.match(/@example\.org/g)).toHaveLength(1)
})

test('an account is deleted by typing its handle, and its browsers are out', async () => {
  const kim = await signIn(site, { handle: 'kim' })
  expect((await kim.post(paths.erase, { handle: 'other' })).status).toBe(422)
  expect((await kim.post(paths.erase, { handle: '@Kim', farewell: 'keep' })).status).toBe(303)
  expect((await kim.get(paths.settings)).status).toBe(303)
  expect(
    await site.db.selectFrom('people').select('id').where('handle', '=', 'kim').execute(),
  ).toEqual([])
})

test('an admin gives roles, to others only', async () => {
  const admin = await signIn(site, { role: 'admin', handle: 'chief' })
  const mod = await signIn(site, { handle: 'modest' })
  await admin.post(paths.people(), { person: mod.person.id, role: 'moderator' })
  await admin.post(paths.people(), { person: mod.person.id, role: 'emperor' })
  await admin.post(paths.people(), { person: admin.person.id, role: 'reader' })
  expect(await mod.read(paths.settings)).not.toContain(paths.people())
  const page = await admin.read(paths.people('modest'))
  expect(page).toMatch(/<strong>@modest<\/strong>[^]*?<option selected>moderator/)
  expect((await admin.get(paths.people())).status).toBe(200)
})

test('only an admin is told that mail is not set up', async () => {
  const silent = await testSite({ mailLeaves: false })
  const admin = await signIn(silent, { role: 'admin' })
  const reader = await signIn(silent)
  expect(await admin.read(paths.settings)).toContain('Mail is not set up')
  expect(await reader.read(paths.settings)).not.toContain('Mail is not set up')
  expect(await silent.read(paths.login())).not.toContain('not set up')
})

test('no page of a person is kept for others', async () => {
  const sue = await signIn(site, { handle: 'susan' })
  for (const path of [paths.settings, paths.erase, paths.takeOut, paths.front]) {
    expect((await sue.get(path)).headers.get('cache-control')).toContain('private')
    expect(site.cache.find(path)?.body.toString() ?? '').not.toContain('susan')
  }
})
