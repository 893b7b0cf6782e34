import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { paths } from '../../src/web/paths.ts'
import { testSite, TODAY } from '../test-site.ts'
import { browse, hasBrowser } from './browser.ts'
import { FULL, HOSTILE, printSamplePapers } from './sample-papers.ts'

describe.skipIf(!hasBrowser)('reading in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await printSamplePapers(site)
  const { visit } = await browse(site)

  test('one can read from the front page to a paper and its author by links alone', async () => {
    await visit(
      paths.front,
      async (page) => {
        await page.locator('.card.lead h2 a').click()
        expect(new URL(page.url()).pathname).toBe(paths.paper(FULL))
        await page.getByRole('link', { name: 'Ada Example' }).click()
        expect(await page.locator('h1').innerText()).toBe('Ada Example')
      },
      { javaScriptEnabled: false },
    )
  })

  test('arrows turn the pages of the calendar', async () => {
    await visit(paths.day(TODAY), async (page) => {
      await page.locator('.dateline [rel=prev]').click()
      expect(await page.locator('h1').innerText()).toBe('Monday, 14 April 2025')
      await page.locator('.pagination [rel=next]').click()
      expect(page.url()).toContain(paths.day('2025-04-14', 2))
    })
  })

  test('a hostile title is read as it is written', async () => {
    await visit(paths.paper(HOSTILE), async (page) => {
      expect(await page.locator('h1').innerText()).toContain(
        '<script>document.title="taken"</script>',
      )
      expect(await page.title()).toContain('<script>')
    })
  })

  test('formulas are set as MathML', async () => {
    await visit(paths.paper(FULL), async (page) => {
      expect(await page.locator('h1 math').count()).toBe(1)
      expect((await page.locator('.abstract math').first().boundingBox())!.width).toBeGreaterThan(
        20,
      )
    })
  })

  test('the first Tab offers to skip to the content', async () => {
    await visit(paths.front, async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.locator('.skip').boundingBox()).toMatchObject({
        y: expect.toSatisfy((y: number) => y >= 0),
      })
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toContain('experts')
    })
  })

  test.each([320, 1280])(
    'Tab goes through a page of %i px in the order in which it reads, and each stop can be seen',
    async (width) => {
      const viewport = { width, height: 800 }
      await visit(
        paths.day(TODAY),
        async (page) => {
          const stops = await tabStops(page)
          expect(stops.filter(({ outline }) => outline !== 'solid')).toEqual([])
          expect(stops.filter((stop, n) => n > 0 && !follows(stop, stops[n - 1]!))).toEqual([])
          expect(stops.length).toBeGreaterThanOrEqual(await page.locator('a, button').count())
        },
        { viewport },
      )
    },
  )

  test('j and k go from paper to paper, o opens', async () => {
    await visit(paths.front, async (page) => {
      await page.keyboard.press('j')
      const first = await focused(page)
      await page.keyboard.press('j')
      expect(await focused(page)).not.toBe(first)
      await page.keyboard.press('k')
      expect(await focused(page)).toBe(first)
      await page.keyboard.press('o')
      await page.waitForURL(`**${paths.paper(FULL)}`)
    })
  })

  test('keys with a modifier belong to the browser', async () => {
    await visit(paths.front, async (page) => {
      await page.keyboard.press('Control+j')
      await page.keyboard.press('Alt+j')
      expect(await page.evaluate(`document.activeElement === document.body`)).toBe(true)
    })
  })

  test('? shows the keys, Escape closes, and they can be turned off and on again', async () => {
    await visit(paths.front, async (page) => {
      await page.keyboard.press('?')
      expect(await page.locator('dialog').innerText()).toContain('next paper')
      await page.keyboard.press('j')
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor({ state: 'detached' })

      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByRole('button', { name: 'Turn keys off' }).click()
      await page.reload()
      await page.keyboard.press('j')
      expect(await page.evaluate(`document.activeElement === document.body`)).toBe(true)

      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByRole('button', { name: 'Turn keys on' }).click()
      await page.keyboard.press('j')
      expect(await focused(page)).toContain('experts')
    })
  })

  test('keys work where the browser keeps no data of sites', async () => {
    await visit(paths.front, async (page) => {
      await page.addInitScript(
        `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError') } })`,
      )
      await page.reload()
      await page.keyboard.press('j')
      const first = await focused(page)
      expect(first).toContain('experts')

      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByRole('button', { name: 'Turn keys off' }).click()
      await page.keyboard.press('j')
      expect(await focused(page)).not.toBe(first)

      await page.getByRole('button', { name: 'Keys' }).click()
      await page.getByRole('button', { name: 'Turn keys on' }).click()
      await page.keyboard.press('j')
      expect(await focused(page)).toBe(first)
    })
  })

  test('the page follows the wish for dark', async () => {
    await visit(paths.front, async (page) => expect(await brightness(page)).toBeGreaterThan(200), {
      colorScheme: 'light',
    })
    await visit(paths.front, async (page) => expect(await brightness(page)).toBeLessThan(50), {
      colorScheme: 'dark',
    })
  })

  test('print leaves out what paper cannot do', async () => {
    await visit(paths.day(TODAY), async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.card').first().isVisible()).toBe(true)
      for (const name of ['.dateline nav', '.colophon', '.calendar']) {
        expect(await page.locator(name).isVisible()).toBe(false)
      }
    })
  })

  test('wide windows set papers two by two, narrow ones in one column', async () => {
    await visit(paths.front, async (page) => expect(await columns(page)).toBe(2), {
      viewport: { width: 1280, height: 800 },
    })
    await visit(paths.front, async (page) => expect(await columns(page)).toBe(1), {
      viewport: { width: 700, height: 800 },
    })
  })
})

/** Of the page's background, from 0 to 255. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(`Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])`)
}

function columns(page: Page): Promise<number> {
  return page.evaluate(
    `new Set([...document.querySelectorAll('.card:not(.lead)')].map((card) => card.getBoundingClientRect().left)).size`,
  )
}

/** Where the keyboard stops, in CSS pixels of the whole page. Of a link over several lines, the first counts. */
interface Stop {
  markup: string
  outline: string
  left: number
  top: number
  bottom: number
}

async function tabStops(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await stopAt(page)
    if (stop.markup.startsWith('<body')) return stops
    stops.push(stop)
  }
}

function stopAt(page: Page): Promise<Stop> {
  return page.evaluate(`(() => {
    const [first] = document.activeElement.getClientRects()
    return {
      markup: document.activeElement.outerHTML,
      outline: getComputedStyle(document.activeElement).outlineStyle,
      left: first.left + scrollX,
      top: first.top + scrollY,
      bottom: first.bottom + scrollY,
    }
  })()`)
}

/** Below the stop before it, or to the right of it: on its line, or at the head of the next column. */
function follows(stop: Stop, before: Stop): boolean {
  const middle = (stop.top + stop.bottom) / 2
  return middle > before.bottom || stop.left > before.left
}

function focused(page: Page): Promise<string> {
  return page.evaluate(`document.activeElement.textContent`)
}
