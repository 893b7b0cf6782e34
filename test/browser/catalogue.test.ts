import { describe, expect, test } from 'vitest'
import { paths } from '../../src/web/paths.ts'
import { testSite } from '../test-site.ts'
import { browse, hasBrowser } from './browser.ts'
import { printSamplePapers } from './sample-papers.ts'

describe.skipIf(!hasBrowser)('what papers say, in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await printSamplePapers(site)
  const { visit } = await browse(site)
  const paper = paths.paper('2504.00050')

  test('a mark in the abstract tells its claim to whoever points at it or comes by keyboard', async () => {
    await visit(paper, async (page) => {
      const mark = page.locator('#said-2 a')
      const tip = page.locator('#tip-2')
      expect(await tip.isVisible()).toBe(false)
      await mark.hover()
      expect(await tip.innerText()).toContain('3.7×: faster')
      await page.mouse.move(0, 0)
      expect(await tip.isVisible()).toBe(false)
      await mark.focus()
      expect(await tip.isVisible()).toBe(true)
    })
  })

  test('a mark leads to its row and the row back, without JavaScript', async () => {
    await visit(
      paper,
      async (page) => {
        await page.locator('#said-2 a').click()
        expect(await page.locator('tr:target').innerText()).toContain('3.7×')
        await page.locator('tr:target a').first().click()
        expect(await page.locator('mark:target').innerText()).toBe('3.7x')
      },
      { javaScriptEnabled: false },
    )
  })

  test('one reads from a paper to its system, to the catalogue and to the claims by links and forms alone', async () => {
    await visit(
      paper,
      async (page) => {
        await page.locator('.rail').getByRole('link', { name: 'MapNet', exact: true }).click()
        await page.getByRole('link', { name: 'All systems' }).click()
        await page.getByLabel('Name', { exact: true }).fill('road')
        await page.getByRole('button', { name: 'Show' }).click()
        expect(await page.locator('tbody').innerText()).toMatch(/^RoadNet/)
        await page.locator('.dateline').getByRole('link', { name: 'Claims' }).click()
        await page.getByLabel('Unit', { exact: true }).fill('%')
        await page.getByRole('button', { name: 'Show' }).click()
        await page.getByRole('link', { name: 'Highest first' }).click()
        expect(await page.locator('.chart svg').isVisible()).toBe(true)
        expect(await page.locator('.catalogue > .wide tbody th').first().innerText()).toBe('12 %')
      },
      { javaScriptEnabled: false },
    )
  })

  test('a mistake is reported from the paper', async () => {
    await visit(paper, async (page) => {
      await page.getByRole('link', { name: /Report that this is wrong: 3.7x/ }).click()
      await page.getByLabel(/misread/).check()
      await page.getByRole('button', { name: 'Report' }).click()
      expect(await page.locator('h1').innerText()).toBe('Thank you')
    })
  })
})
