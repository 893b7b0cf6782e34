import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../src/web/paths.ts'
import { signIn } from '../sign-in.ts'
import { draft, testSite } from '../test-site.ts'
import { axeViolations } from './axe.ts'
import { browse, hasBrowser, signedInBrowser } from './browser.ts'

const PAPER = '2504.00001'

describe.skipIf(!hasBrowser)('voting in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await site.print(draft(1), draft(2))
  const { visit, lookAt } = await browse(site)
  const button = (page: Page) => page.getByRole('button', { name: /^Voted? .*paper number 1$/ })

  test.each([true, false])(
    'a vote is given and taken back (script: %s)',
    async (javaScriptEnabled) => {
      const reader = await signIn(site)
      const options = { ...signedInBrowser(reader), javaScriptEnabled }
      await visit(
        paths.papers(),
        async (page) => {
          let loads = 0
          page.on('load', () => (loads += 1))
          await button(page).click()
          await page
            .getByRole('button', { name: 'Voted 1 for A plain title for paper number 1' })
            .waitFor()
          expect(new URL(page.url()).pathname).toBe(paths.papers())
          expect(loads).toBe(javaScriptEnabled ? 0 : 1)
          await page.reload()
          await page
            .getByRole('button', { name: 'Voted 1 for A plain title for paper number 1' })
            .click()
          await page
            .getByRole('button', { name: 'Vote 0 for A plain title for paper number 1' })
            .waitFor()
        },
        options,
      )
    },
  )

  test('when the session ends meanwhile, the reader is led to sign in', async () => {
    const reader = await signIn(site)
    await visit(
      paths.paper(PAPER),
      async (page) => {
        await site.db.deleteFrom('sessions').execute()
        await button(page).click()
        await page.waitForURL(/\/login\?next=%2Fpapers%2F2504\.00001/)
      },
      signedInBrowser(reader),
    )
  })

  test.each(['light', 'dark'] as const)(
    'pages of votes are accessible in %s',
    async (colorScheme) => {
      const moderator = await signIn(site, { role: 'moderator' })
      await moderator.post(paths.vote(PAPER), { vote: 'yes' })
      const another = await signIn(site)
      const row = {
        paperId: PAPER,
        givenAt: new Date('2025-04-17'),
        state: 'held' as const,
        countsAt: null,
      }
      await site.db
        .insertInto('votes')
        .values({ ...row, personId: another.person.id })
        .execute()
      for (const path of [
        paths.papers(),
        paths.paper(PAPER),
        paths.libraryVotes(),
        paths.moderationVotes,
      ]) {
        await lookAt(path, async (page) => expect(await axeViolations(page)).toEqual([]), {
          ...signedInBrowser(moderator),
          colorScheme,
          viewport: { width: 320, height: 640 },
        })
      }
    },
  )
})
