import type { Page } from 'playwright-core'

/** For whoever wants to look at the pages: `SCREENSHOTS=<folder>`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder)
    await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png`, fullPage: true })
}
