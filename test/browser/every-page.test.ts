import { describe, expect, test } from 'vitest'
import { paths } from '../../src/web/paths.ts'
import { testSite, TODAY } from '../test-site.ts'
import { axeViolations, contrastViolations } from './axe.ts'
import { browse, hasBrowser, wordsOf } from './browser.ts'
import { overflow } from './overflow.ts'
import { FULL, HOSTILE, printSamplePapers, WIDE } from './sample-papers.ts'

const PAGES = {
  'the front page': paths.front,
  'a day': paths.day(TODAY),
  'the middle page of a long day': paths.day('2025-04-14', 2),
  'a day without papers': paths.day('2025-04-15'),
  'a week': paths.week('2025-W16'),
  'a month': paths.month('2025-04'),
  'all papers': paths.papers(),
  trending: paths.trending(),
  'trending across topics': paths.trendingAcross(),
  'trending in a topic': paths.trendingIn('cs.CL'),
  'how papers are ranked': paths.aboutRanking,
  'a paper': paths.paper(FULL),
  'a paper of a year': paths.paper('acl:2021.acl-long.12'),
  'a hostile paper': paths.paper(HOSTILE),
  'a paper of long words': paths.paper(WIDE),
  'a search': paths.search('experts attention'),
  'a filtered search': paths.search('sentence author:"Ada Example"', 'newest'),
  'a search of a long list': paths.search('plain title', 'best', 2),
  'a search that finds nothing': paths.search(`zzyzx year:1999 ${'w'.repeat(200)}`),
  'an empty search': paths.search(''),
  'the form to subscribe': paths.subscribe,
  'past mails': paths.issues,
  'an author': paths.author('ada-example'),
  'the status': paths.status,
  'the topics': paths.topics(),
  'a topic': paths.topic('mixture-of-experts'),
  'the systems': paths.systems(),
  'a search of systems': paths.systems({ q: 'zzyzx', type: 'model', year: '2024' }),
  'a system': paths.system('mapnet'),
  'the claims': paths.claims(),
  'the claims of a unit': paths.claims({ unit: '%', sort: 'highest' }),
  'a report of a mistake': paths.mistake('2504.00050', 'claim', '3.7x'),
  'an impossible date': '/papers/date/2025-02-30',
  'an unknown paper': '/papers/2504.99999',
}

describe.skipIf(!hasBrowser)('every page in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  await printSamplePapers(site)
  const { lookAt } = await browse(site)

  test.each(Object.entries(PAGES))(
    '%s is accessible, light and dark, fits 320 px, and reads the same without JavaScript',
    async (_, path) => {
      let scripted = ''
      await lookAt(path, async (page) => {
        scripted = await wordsOf(page)
        expect.soft(await axeViolations(page)).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        expect.soft(await contrastViolations(page)).toEqual([])
        await page.setViewportSize({ width: 320, height: 640 })
        expect.soft(await overflow(page)).toEqual([])
      })
      await lookAt(path, async (page) => expect(await wordsOf(page)).toBe(scripted), {
        javaScriptEnabled: false,
      })
      expect(scripted.length).toBeGreaterThan(20)
    },
  )
})
