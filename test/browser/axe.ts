import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Browsers let the keyboard into what scrolls by themselves; a stop at every formula would be in the way. */
const WIDE_FORMULA = 'scrollable-region-focusable: <math'

/** What an expert on accessibility would say about a page, contrast of 7:1 included. Empty when all is well. */
export function axeViolations(page: Page): Promise<string[]> {
  return violationsOf(page, { rules: { 'color-contrast-enhanced': { enabled: true } } })
}

/** The rules of contrast alone, for the other color scheme of a page that all rules have seen. */
export function contrastViolations(page: Page): Promise<string[]> {
  return violationsOf(page, { runOnly: ['color-contrast', 'color-contrast-enhanced'] })
}

async function violationsOf(page: Page, options: axe.RunOptions): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe.source)
  const violations = await page.evaluate<string[]>(
    `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })})
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  )
  return violations.filter((violation) => !violation.startsWith(WIDE_FORMULA))
}
