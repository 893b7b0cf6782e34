import { expect, test } from 'vitest'
import { signIn } from '../../../../test/sign-in.ts'
import { testSite } from '../../../../test/test-site.ts'
import { paths } from '../../paths.ts'

// That a key of a real browser works is shown in test/browser/account.test.ts.

const site = await testSite()
const FROM_HERE = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '192.0.2.1' }

const post = async (path: string, fields: Record<string, string>) =>
  site.app.request(path, { method: 'POST', headers: FROM_HERE, body: new URLSearchParams(fields) })

const ANSWERS = ['', 'null', '{}', '[]', '"x"', '{"id":"x"}', '{"id":5}', 'x'.repeat(30_000)]

test.each(ANSWERS)('an answer that no key has made signs in nobody: %.40s', async (answer) => {
  const response = await post(paths.passkeyLogin, { answer })
  expect([response.status, response.headers.getSetCookie()]).toEqual([422, []])
})

test.each(ANSWERS)('and makes no key: %.40s', async (answer) => {
  const ada = await signIn(site)
  expect((await ada.post(paths.passkeys, { answer })).status).toBe(422)
  expect(await ada.read(paths.settings)).not.toContain('made with')
})

test('everybody is asked the same, each time something else to sign', async () => {
  const ask = async () =>
    (await (await post(`${paths.passkeyLogin}/options`, {})).json()) as Record<string, unknown>
  const [one, other] = [await ask(), await ask()]
  expect(one).toMatchObject({ rpId: 'papers.example.org', userVerification: 'required' })
  expect(one['allowCredentials'] ?? []).toEqual([])
  expect(one['challenge']).not.toBe(other['challenge'])
})

test('a network that asks all the time is told to wait', async () => {
  const statuses = []
  for (let n = 0; n < 40; n++)
    statuses.push((await post(`${paths.passkeyLogin}/options`, {})).status)
  expect(statuses.at(-1)).toBe(429)
})
