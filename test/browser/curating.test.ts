import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addReport } from '../../src/catalogue/report-store.ts'
import { paths } from '../../src/web/paths.ts'
import { signIn } from '../sign-in.ts'
import { testSite, TODAY } from '../test-site.ts'
import { axeViolations, contrastViolations } from './axe.ts'
import { browse, hasBrowser, signedInBrowser } from './browser.ts'
import { overflow } from './overflow.ts'
import { printSamplePapers } from './sample-papers.ts'

const PAPER = '2504.00050'

describe.skipIf(!hasBrowser)('curators and moderators in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await printSamplePapers(site)
  const { visit } = await browse(site)
  const curator = signedInBrowser(await signIn(site, { role: 'curator' }))
  const report = (quote: string) =>
    addReport(
      site.db,
      { paperId: PAPER, kind: 'claim', quote, reason: 'misread', note: 'It is <4x>.' },
      new Date(TODAY),
    )

  test('correct a reported claim by keyboard alone, on pages that everybody can read', async () => {
    await report('3.7x')
    await visit(
      paths.mistakes,
      async (page) => {
        expect(await page.locator('.case mark').innerText()).toBe('3.7x')
        await expectGood(page)

        await tabTo(page, 'all that was read of it')
        await page.keyboard.press('Enter')
        await page.waitForURL(`**${paths.correct(PAPER)}`)
        await expectGood(page)

        await tabTo(page, '3.7×')
        await page.keyboard.press('Enter')
        await tabTo(page, 'Metric')
        await page.keyboard.press('ControlOrMeta+a')
        await page.keyboard.type('drawing speed')
        await page.keyboard.press('Enter')
        await page.locator('#made').getByText('drawing speed').waitFor()
        await expectGood(page)

        await page.goto(paths.mistakes)
        await page.getByText('Nothing waits for you').waitFor()
      },
      curator,
    )
  })

  test('remove what was misread, and take that back, without JavaScript', async () => {
    await report('12%')
    await visit(
      paths.mistakes,
      async (page) => {
        await page.getByText('Correct or remove it').click()
        await page.getByRole('button', { name: 'Remove' }).click()
        await page.getByText('Nothing waits for you').waitFor()
        await page.goto(paths.correct(PAPER))
        expect(await page.locator('#claims').innerText()).not.toContain('12%')
        await page.getByRole('button', { name: 'Take back the claim 12%' }).click()
        expect(await page.locator('#claims').innerText()).toContain('12%')
      },
      { ...curator, javaScriptEnabled: false },
    )
  })

  test('a moderator hides what was reported and shows it again, without JavaScript', async () => {
    const hidden = paths.paper('2504.00051')
    const reader = await signIn(site)
    await reader.post(paths.report('paper', '2504.00051'), { reason: 'It is somebody else’s.' })
    const moderator = signedInBrowser(await signIn(site, { role: 'moderator' }))
    await visit(
      paths.moderation,
      async (page) => {
        await page.getByLabel('Why it is hidden').selectOption('Copied without permission')
        await page.getByRole('button', { name: 'Hide the paper' }).click()
        await page.waitForURL(`**${hidden}`)
        await page.getByText('hidden from everybody but moderators').waitFor()
        await expectGood(page)
      },
      moderator,
    )
    await visit(hidden, async (page) => {
      expect(await page.locator('main').innerText()).toContain('Copied without permission')
      await expectGood(page)
    })
    await visit(
      paths.hiddenPapers,
      async (page) => {
        await page.getByRole('button', { name: 'Show the paper again' }).click()
        await page.waitForURL(`**${hidden}`)
        await page.getByRole('link', { name: 'Hide this paper' }).click()
        expect(await page.locator('main').innerText()).toContain('Votes and comments are kept')
      },
      { ...moderator, javaScriptEnabled: false },
    )
    expect((await site.app.request(hidden)).status).toBe(200)
  })
})

/** Accessible in both color schemes, with everything open, and no wider than the narrowest phone. */
async function expectGood(page: Page): Promise<void> {
  expect.soft(await axeViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await contrastViolations(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(
    `document.querySelectorAll('main details').forEach((part) => (part.open = true))`,
  )
  expect.soft(await overflow(page)).toEqual([])
  expect.soft(await axeViolations(page)).toEqual([])
  await page.evaluate(
    `document.querySelectorAll('main details').forEach((part) => (part.open = false))`,
  )
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.emulateMedia({ colorScheme: 'light' })
}

const MOST_STOPS = 80

/** Presses Tab until what has the focus begins with this text, or is the field with this label. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(
      `(document.activeElement.closest('label') ?? document.activeElement).textContent.trim()`,
    )
    if (focused.startsWith(text)) return
  }
  throw new Error(`Tab never comes to “${text}”`)
}
