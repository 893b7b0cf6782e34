import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../src/web/paths.ts'
import { testSite } from '../test-site.ts'
import { browse, hasBrowser } from './browser.ts'
import { FULL, printSamplePapers } from './sample-papers.ts'

describe.skipIf(!hasBrowser)('searching in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await printSamplePapers(site)
  const { visit } = await browse(site)

  test('one can type, walk the suggestions by keyboard, and open a paper', async () => {
    await visit(paths.front, async (page) => {
      await page.keyboard.press('/')
      const box = page.getByRole('combobox', { name: 'Search papers' })
      await box.pressSequentially('halving the c')
      const options = page.getByRole('option')
      await options.first().waitFor()
      expect(await box.getAttribute('aria-expanded')).toBe('true')
      expect(await page.getByRole('status').innerText()).toMatch(/^\d suggestions?$/)
      expect(await violations(page)).toEqual([])

      await page.keyboard.press('ArrowDown')
      const chosen = page.locator('[aria-selected=true]')
      expect(await chosen.innerText()).toContain('Halving the cost')
      expect(await box.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
      await page.keyboard.press('ArrowUp')
      expect(await chosen.count()).toBe(0)
      await page.keyboard.press('ArrowUp')
      expect(await page.locator('[aria-selected=true]').count()).toBe(1)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${paths.paper(FULL)}`)
    })
  })

  test('Escape closes the suggestions and keeps what was typed; Enter then searches', async () => {
    await visit(paths.front, async (page) => {
      const box = page.locator('.search input')
      await box.pressSequentially('atten')
      await page.getByRole('option').first().waitFor()
      await page.keyboard.press('Escape')
      expect(await page.getByRole('option').count()).toBe(0)
      expect(await box.inputValue()).toBe('atten')

      await box.fill('attention')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${paths.search('attention')}`)
      expect(await page.locator('.search input').inputValue()).toBe('attention')
      await page.locator('.card h2 a').first().click()
      await page.waitForURL(`**${paths.paper(FULL)}`)
    })
  })

  test('a suggestion can be clicked', async () => {
    await visit(paths.front, async (page) => {
      await page.locator('.search input').pressSequentially('ada ex')
      await page.getByRole('option', { name: 'Ada Example' }).click()
      await page.waitForURL(`**${paths.search('author:"Ada Example"')}`)
      expect(await page.locator('h1').innerText()).toMatch(/papers found/)
    })
  })

  test('a filter, an order and a paper are reached by links, without JavaScript', async () => {
    await visit(
      paths.front,
      async (page) => {
        await page.locator('.search input').fill('attention')
        await page.getByRole('button', { name: 'Search' }).click()
        expect(new URL(page.url()).search).toBe('?q=attention')
        await page.getByRole('link', { name: '2025' }).first().click()
        expect(await page.locator('.understood').innerText()).toContain('Only papers of 2025')
        await page.getByRole('link', { name: 'Newest first' }).click()
        await page.getByText('Why is this here?').first().click()
        await page.locator('.card h2 a').first().click()
        expect(new URL(page.url()).pathname).toBe(paths.paper(FULL))
      },
      { javaScriptEnabled: false },
    )
  })

  test('suggestions fit on a telephone', async () => {
    await visit(
      paths.front,
      async (page) => {
        await page.locator('.search input').pressSequentially('donau')
        const shown = (await page.getByRole('option').first().boundingBox())!
        expect(shown.x + shown.width).toBeLessThanOrEqual(320)
      },
      { viewport: { width: 320, height: 640 } },
    )
  })
})

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate<axe.AxeResults>(`axe.run(document)`)
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}
