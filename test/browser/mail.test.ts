import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { composer } from '../../src/digests/compose/digest.ts'
import { takeInEvents } from '../../src/digests/bounces/webhook.ts'
import { readPapers } from '../../src/digests/issue-store.ts'
import { queueMail } from '../../src/digests/outbox-store.ts'
import { planDue } from '../../src/digests/plan.ts'
import { coolDown } from '../../src/digests/send/throttle-store.ts'
import { stop } from '../../src/digests/send/stop-store.ts'
import { stopAll } from '../../src/digests/subscriber-store.ts'
import { makeToken, type Scope } from '../../src/digests/token.ts'
import { bounceAddress } from '../../src/digests/verp.ts'
import { paths } from '../../src/web/paths.ts'
import { signIn } from '../sign-in.ts'
import { KEYS, PRESS, reader } from '../test-digests.ts'
import { testSite, TODAY, type TestSite } from '../test-site.ts'
import { axeViolations, contrastViolations } from './axe.ts'
import { browse, hasBrowser, signedInBrowser, wordsOf } from './browser.ts'
import { overflow } from './overflow.ts'
import { printSamplePapers } from './sample-papers.ts'

const NOW = new Date(`${TODAY}T12:00:00Z`)
const LOCAL = 'http://localhost:8080'

/** Readers in every state, an issue that went out, and what troubles mail. Gives the mail of the first reader. */
async function aDay(site: TestSite): Promise<{ markup: string; issueId: number }> {
  const { db, search } = site
  const wishes = [{ topics: ['mixture-of-experts'], searches: ['attention'], papersMax: 30 }]
  for (const name of ['ada', 'bob', 'cy'])
    await reader(db, name, new Date(`${TODAY}T05:00:00Z`), { wishes })
  const paused = await reader(db, 'paused', NOW)
  await stopAll(db, paused.id, 'paused', 'link', NOW)
  await planDue({ db, search }, NOW)
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('selections', 'selections.id', 'selectionId')
    .selectAll()
    .orderBy('subscriberId')
    .execute()
  const [first, second] = rows
  const { issueId } = first!
  await db
    .updateTable('deliveries')
    .set({ state: 'rejected', reason: 'mailbox' })
    .where('subscriberId', '=', second!.subscriberId)
    .execute()
  const returnPath = bounceAddress(KEYS, rows[2]!, 'bounce.example.org')
  const complaint = { mail: { returnPath }, news: { what: 'complaint', detail: '' } as const }
  await takeInEvents({ db, keys: KEYS, now: () => NOW }, 'w', [complaint])
  await coolDown(
    db,
    'gmail.com',
    '421 4.7.28 Our system has detected an unusual rate of unsolicited mail',
    NOW,
  )
  await stop(db, `issue:${issueId}`, '25 readers’ servers refused it as unwanted mail', NOW)
  await queueMail(
    db,
    'x',
    { to: `${'long'.repeat(12)}@example.org`, subject: 'Confirm your subscription', text: '' },
    NOW,
  )
  await db
    .insertInto('deliveryAttempts')
    .values({
      issueId,
      subscriberId: 1,
      at: NOW,
      outcome: 'mailbox',
      code: 552,
      enhanced: '5.2.2',
      reply: `552 5.2.2 ${'x'.repeat(200)}`,
      worker: 'w',
    })
    .execute()

  const issue = { id: issueId, kind: 'daily', date: TODAY } as const
  const copy = { ...first!, publicId: 'ada', address: 'ada@example.com' }
  return { markup: composer(PRESS, issue, await readPapers(db, issueId)).markup(copy), issueId }
}

describe.skipIf(!hasBrowser)('mail in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: LOCAL })
  await printSamplePapers(site)
  const { markup, issueId } = await aDay(site)
  const admin = signedInBrowser(await signIn(site, { role: 'admin', handle: 'chief' }))
  const ada = await signIn(site, { handle: 'ada' })
  await reader(site.db, 'ada@example.org', NOW)
  await ada.post(paths.mails, { do: 'join' })
  const bob = await signIn(site, { handle: 'bob' })
  await reader(site.db, 'bob@example.org', NOW)
  const { visit, lookAt } = await browse(site)

  const token = (scope: Scope, publicId: string, detail = '') =>
    makeToken(KEYS, { scope, publicId, detail, expiresAt: new Date(NOW.getTime() + 3_600_000) })

  const PAGES: Record<string, [string, Parameters<typeof visit>[2]?]> = {
    'the form to subscribe': [paths.subscribe],
    'the button to confirm': [paths.confirm(token('c', 'ada', 'word'))],
    'the choices': [paths.preferences(token('p', 'ada'))],
    'the choices in a pause': [paths.preferences(token('p', 'paused'))],
    'the button to stop': [paths.unsubscribe(token('u', 'ada', 'daily'))],
    'what is stored': [paths.ownMailData(token('d', 'ada'))],
    'a link that is too old': [paths.ownMailData('x')],
    'past mails': [paths.issues],
    'a past mail': [paths.issue('daily', TODAY)],
    'a past mail as its reader got it': [paths.myIssue(token('v', 'ada', String(issueId)))],
    'the outbox': [paths.outbox, admin],
    'the digests of an admin': [paths.digests, admin],
    'settings with mails of their own': [paths.settings, signedInBrowser(ada)],
    'settings with mails to join': [paths.settings, signedInBrowser(bob)],
  }

  test.each(Object.entries(PAGES))(
    '%s is accessible, light and dark, fits 320 px, and needs no JavaScript',
    async (name, [path, options]) => {
      let scripted = ''
      await lookAt(
        path,
        async (page) => {
          scripted = await words(page)
          expect.soft(await axeViolations(page)).toEqual([])
          await look(page, name, contrastViolations)
        },
        options,
      )
      const check = async (page: Page) => expect(await words(page)).toBe(scripted)
      await lookAt(path, check, { ...options, javaScriptEnabled: false })
    },
  )

  test('a mail is accessible, light and dark, and fits 320 px', async () => {
    await visit(paths.subscribe, async (page) => {
      await page.goto('about:blank')
      await page.setContent(markup)
      expect.soft((await axeViolations(page)).filter(concernsMail)).toEqual([])
      await look(page, 'a mail', contrastViolations)
    })
  })

  test('a reader without script chooses topics, pauses and goes on', async () => {
    await visit(
      paths.preferences(token('p', 'ada')),
      async (page) => {
        await page.getByLabel('Once a week').check()
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByText('Saved.').waitFor()
        await page.getByRole('button', { name: 'Pause all mail' }).click()
        await page.getByRole('button', { name: 'Go on sending' }).click()
        expect(await page.getByLabel('Once a week').isChecked()).toBe(true)
      },
      { javaScriptEnabled: false },
    )
  })
})

/** What a page says, without the passkeys of settings, which need JavaScript. */
async function words(page: Page): Promise<string> {
  const text = await wordsOf(page)
  return text.replace(/Other ways to sign in[^]*?Where you are signed in/, '')
}

/** Mail programs put a mail into their own page, which has the landmarks. */
function concernsMail(violation: string): boolean {
  return !/^(?:region|landmark-one-main):/.test(violation)
}

/** Looks again in the dark and on a telephone, and keeps pictures for whoever wants to look: `SCREENSHOTS=<folder>`. */
async function look(
  page: Page,
  name: string,
  contrast: (page: Page) => Promise<string[]>,
): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  const keep = async (how: string) => {
    if (!folder) return
    await page.screenshot({
      path: `${folder}/${name.replaceAll(' ', '-')}-${how}.png`,
      fullPage: true,
    })
  }
  await keep('wide')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await contrast(page)).toEqual([])
  await keep('dark')
  await page.setViewportSize({ width: 320, height: 640 })
  expect.soft(await overflow(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await keep('narrow')
}
