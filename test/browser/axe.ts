import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Browsers let the keyboard into what scrolls by themselves; a stop at every formula would be in the way. */
const WIDE_FORMULA = 'scrollable-region-focusable: <math'

/** What an expert on accessibility would say about a page, contrast of 7:1 included. Empty when all is well. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { rules: { 'color-contrast-enhanced': { enabled: true } } })`,
  )
  return violations
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
    .filter((violation) => !violation.startsWith(WIDE_FORMULA))
}
