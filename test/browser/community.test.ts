import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../src/web/paths.ts'
import { signIn } from '../sign-in.ts'
import { posted, testSite, TODAY } from '../test-site.ts'
import { axeViolations } from './axe.ts'
import { browse, hasBrowser, signedInBrowser } from './browser.ts'

const PAPER = '2504.00001'

describe.skipIf(!hasBrowser)('taking part in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await site.print(posted(TODAY, 1), posted(TODAY, 2))
  const { visit, lookAt } = await browse(site)

  test.each([true, false])(
    'a comment with a formula is written, answered and changed (script: %s)',
    async (javaScriptEnabled) => {
      const reader = await signIn(site)
      await visit(
        paths.paper(PAPER),
        async (page) => {
          const question = `Is it $O(n^2)$, with script ${javaScriptEnabled}?`
          await page.getByLabel('Your comment').fill(question)
          await page.getByRole('button', { name: 'Comment', exact: true }).click()
          const comment = page.locator('.comment', { hasText: `with script ${javaScriptEnabled}` })
          await comment.locator('math').waitFor()

          await comment.getByText('Reply', { exact: true }).first().click()
          await comment.getByLabel('Your answer').fill('It is **linear**.')
          await comment.getByRole('button', { name: 'Reply' }).click()
          const answer = page.locator('.comment:target')
          await answer.getByText('linear').waitFor()
          expect(await answer.getAttribute('data-depth')).toBe('1')

          await answer.getByRole('link', { name: 'Edit or delete' }).click()
          await page.getByLabel('Your comment').fill('It is *cubic*.')
          await page.getByRole('button', { name: 'Save' }).click()
          await page.locator('.comment:target', { hasText: 'cubic' }).waitFor()
        },
        { ...signedInBrowser(reader), javaScriptEnabled },
      )
    },
  )

  test.each([true, false])(
    'a paper is submitted and accepted (script: %s)',
    async (javaScriptEnabled) => {
      const title = `A paper submitted with script ${javaScriptEnabled}`
      const reader = await signIn(site)
      const curator = await signIn(site, { role: 'curator' })
      await visit(
        paths.submit,
        async (page) => {
          await page.getByLabel(/An arXiv id/).fill(title)
          await page.getByRole('button', { name: 'Continue' }).click()
          expect(await page.getByLabel('Title').inputValue()).toBe(title)
          await page.getByLabel('Authors').fill('Grace Hopper')
          await page.getByRole('button', { name: 'Submit' }).click()
          await page.getByText('waits for a curator').waitFor()
        },
        { ...signedInBrowser(reader), javaScriptEnabled },
      )
      await visit(
        paths.inbox,
        async (page) => {
          const card = page.locator('.card', { hasText: title })
          if (javaScriptEnabled) {
            await card.locator('h2 a').focus()
            await page.keyboard.press('a')
          } else {
            await card.getByRole('button', { name: 'Accept for today' }).click()
          }
          await card.waitFor({ state: 'detached' })
          await page.goto(paths.day(TODAY))
          await page.getByRole('link', { name: title }).waitFor()
        },
        { ...signedInBrowser(curator), javaScriptEnabled },
      )
    },
  )

  test('a curator decides on one paper after the other by keys alone', async () => {
    const [reader, curator] = [await signIn(site), await signIn(site, { role: 'curator' })]
    const titles = ['one', 'other', 'third'].map((which) => `The ${which} paper for the keys`)
    for (const title of titles) {
      await reader.post(paths.submit, { step: 'describe', title, authors: 'Grace Hopper' })
    }
    await visit(
      paths.inbox,
      async (page) => {
        const card = (title: string) => page.locator('.card', { hasText: title })
        const [, other, third] = await Promise.all(
          titles.map((title) => card(title).getAttribute('id')),
        )
        for (let at = 0; at < 9 && !(await focusedIn(page, titles[0]!)); at++) {
          await page.keyboard.press('j')
        }
        await page.keyboard.press('s')
        expect(await focusedIn(page, titles[0]!)).toBe(true)
        await card(titles[0]!).locator('input[type=date]:focus').fill('2025-04-18')
        await page.keyboard.press('Enter')
        await page.waitForURL(`**${paths.inbox}#${other}`)
        await page.keyboard.press('a') // it is at hand without a step
        await page.waitForURL(`**${paths.inbox}#${third}`)
        await page.keyboard.press('r')
        await page.waitForURL(`**${paths.inbox}`)
        await card(titles[2]!).waitFor({ state: 'detached' })
        await page.goto(paths.day('2025-04-18'))
        await page.getByRole('link', { name: titles[0]! }).waitFor()
        await page.goto(paths.day(TODAY))
        await page.getByRole('link', { name: titles[1]! }).waitFor()
        expect(await page.getByRole('link', { name: titles[2]! }).count()).toBe(0)
      },
      { ...signedInBrowser(curator), reducedMotion: 'reduce' }, // whoever is this quick sees no transitions
    )
  })

  const moderator = await signIn(site, { role: 'moderator', handle: 'judge' })
  const text = '> quoted\n\n- one `two`\n\n|a|b|\n|-|-|\n|1|2|'
  await moderator.post(paths.comments, { paper: PAPER, text })
  const waiting = { step: 'describe', title: 'Waiting to be judged', authors: 'Ada Example' }
  await moderator.post(paths.submit, waiting)
  const id = Number(/id="comment-(\d+)"/.exec(await moderator.read(paths.paper(PAPER)))![1])
  await moderator.post(paths.report('comment', id), { reason: 'Just looking' })

  test.each([
    paths.paper(PAPER),
    paths.commentHistory(id),
    paths.report('comment', id),
    paths.moderation,
    paths.moderationLog(),
    paths.person('judge'),
    paths.submit,
    paths.submissions,
    paths.inbox,
  ])('%s is accessible and fits a phone, light and dark', async (path) => {
    const phone = { ...signedInBrowser(moderator), viewport: { width: 320, height: 640 } }
    await lookAt(
      path,
      async (page) => {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await axeViolations(page)).toEqual([])
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      },
      phone,
    )
  })
})

/** Whether the focus is in the card with this title. */
function focusedIn(page: Page, title: string): Promise<boolean> {
  return page.evaluate(
    (wanted) => document.activeElement?.closest('.card')?.textContent.includes(wanted) ?? false,
    title,
  )
}
