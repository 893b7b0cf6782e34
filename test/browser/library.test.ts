import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { changeProfile } from '../../src/accounts/people-store.ts'
import { paths } from '../../src/web/paths.ts'
import { signIn } from '../sign-in.ts'
import { posted, testSite, TODAY } from '../test-site.ts'
import { axeViolations, contrastViolations } from './axe.ts'
import { browse, hasBrowser, signedInBrowser, wordsOf } from './browser.ts'
import { overflow } from './overflow.ts'
import { keepPicture } from './picture.ts'

const PAPER = '2504.00001'
const TITLE = 'A plain title for paper number 1'
const STEP_MS = 10_000 // of a test: which step waits in vain is then told

describe.skipIf(!hasBrowser)('what readers keep, in a browser', async () => {
  if (!hasBrowser) return
  const site = await testSite({ publicUrl: 'http://localhost:8080' })
  const abstract = 'We present MapNet, a model that draws maps.'
  await site.print(
    posted(TODAY, 1, { abstract, categories: ['cs.CL'] }),
    posted(TODAY, 2),
    ...[3, 4].map((number) => posted(TODAY, number, { authors: ['Grace Hopper'] })),
  )
  const { visit, lookAt } = await browse(site)

  test.each([true, false])(
    'a reader collects, follows, imports and takes along (script: %s)',
    async (javaScriptEnabled) => {
      const reader = await signIn(site)
      const name = `Seas, with script ${javaScriptEnabled}`
      const look = async (page: Page) => {
        page.setDefaultTimeout(STEP_MS)
        await page.getByText('New collection').click()
        await page.getByLabel('Title').fill(name)
        await page.getByRole('button', { name: 'Make it' }).click()
        await page.getByRole('heading', { name }).waitFor()

        await page.goto(paths.paper(PAPER))
        await page.getByText('Add to a collection').click()
        await page.getByRole('button', { name }).click()
        await page.goto(paths.collections)
        const listed = page.getByRole('listitem').filter({ hasText: name })
        await listed.getByText('1 paper, by').waitFor()

        await page.goto(paths.system('mapnet'))
        await page.getByRole('button', { name: 'Follow MapNet' }).click()
        await page.getByRole('button', { name: 'Following MapNet, stop' }).waitFor()
        await page.goto(paths.following())
        await page.getByRole('link', { name: 'mapnet' }).waitFor()

        await page.goto(paths.libraryImport)
        await page
          .getByLabel('Or paste the list')
          .fill(`@misc{x, title = {${TITLE}}, author = {Ada Example}, eprint = {${PAPER}}}`)
        await page.getByRole('button', { name: 'Import' }).click()
        await page.getByText('1 paper saved').waitFor()
        await page.goto(paths.library())
        await page.getByRole('link', { name: TITLE, exact: true }).waitFor()
        const download = page.waitForEvent('download')
        await page.getByRole('link', { name: 'RIS' }).click()
        expect((await download).suggestedFilename()).toBe('library.ris')
      }
      await visit(paths.collections, look, { ...signedInBrowser(reader), javaScriptEnabled })
    },
  )

  test.each([true, false])(
    'an author asks, is confirmed, is told, and adds a link (script: %s)',
    async (javaScriptEnabled) => {
      const author = await signIn(site)
      const moderator = await signIn(site, { role: 'moderator' })
      const id = javaScriptEnabled ? '2504.00003' : '2504.00004'
      await visit(
        paths.paper(id),
        async (page) => {
          page.setDefaultTimeout(STEP_MS)
          await page.getByRole('link', { name: 'I wrote this' }).click()
          await page.getByLabel('Which author are you?').selectOption('Grace Hopper')
          await page.getByLabel('How can a moderator tell').fill('My page names this account.')
          await page.getByRole('button', { name: 'Ask' }).click()
          await page.getByText('A moderator will look').waitFor()
        },
        { ...signedInBrowser(author), javaScriptEnabled },
      )
      await visit(
        paths.moderation,
        async (page) => {
          await page.getByRole('link', { name: 'Authors' }).click()
          await page.getByRole('button', { name: `Confirm @${author.person.handle}` }).click()
          await page.getByText('Confirmed lately').waitFor()
        },
        { ...signedInBrowser(moderator), javaScriptEnabled },
      )
      await visit(
        paths.front,
        async (page) => {
          await page.getByRole('link', { name: 'Notifications 1 new' }).click()
          await page.getByText('You are confirmed as an author').waitFor()
          await page.getByRole('button', { name: 'Mark all as read' }).click()
          await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor()
          await page.goto(paths.paper(id))
          await page.getByRole('link', { name: 'Put the links right' }).click()
          await page.getByLabel('Address').fill('https://example.org/ours')
          await page.getByRole('button', { name: 'Add' }).click()
          await page.getByRole('link', { name: 'https://example.org/ours' }).waitFor()
        },
        { ...signedInBrowser(author), javaScriptEnabled },
      )
    },
  )

  describe('every page of somebody', async () => {
    const admin = await signIn(site, { role: 'admin', handle: 'w'.repeat(30) })
    const ada = await signIn(site, { handle: 'ada' })
    await changeProfile(site.db, ada.person, {
      handle: 'ada',
      name: 'Ada Lovelace, Countess of the long names',
      votesVisible: true,
    })
    const made = await ada.post(paths.collections, {
      title: 'Rivers',
      description: 'Why',
      visibility: 'public',
    })
    const collection = made.headers.get('location')!
    await ada.post(collection, { do: 'add', paper: PAPER, note: 'A note' })
    await admin.post(paths.authorship('2504.00002'), { author: 'Ada Example', words: 'It is me.' })
    await moderate()
    await ada.post(paths.authorship(PAPER), { author: 'Ada Example', words: 'It is me.' })
    await admin.post(paths.follow, {
      kind: 'search',
      subject: 'a question of many words, "quoted" -not year:2024',
      do: 'follow',
    })
    await ada.post(paths.comments, { paper: PAPER, text: `@${admin.person.handle} look` })
    await admin.post(paths.shelf(PAPER), { set: 'saved' })
    await admin.post(paths.vote(PAPER), { vote: 'yes' })

    async function moderate(): Promise<void> {
      const [, id] = /authors\/(\d+)"/.exec(await admin.read(paths.moderationAuthors))!
      await admin.post(paths.judgeAuthor(Number(id)), { decision: 'confirm' })
    }

    const PAGES = {
      'the front page': paths.front,
      'a paper': paths.paper('2504.00002'),
      'the library': paths.library(),
      'what one voted for': paths.libraryVotes(),
      'the form to import': paths.libraryImport,
      collections: paths.collections,
      'a collection': collection,
      'what one follows': paths.following(),
      notifications: paths.notices(),
      'the form to ask': paths.authorship(PAPER),
      'links of a paper': paths.authorLinks('2504.00002'),
      settings: paths.settings,
      'the page to leave': paths.erase,
      'the queue of moderators': paths.moderation,
      'authors who ask': paths.moderationAuthors,
      'votes that wait': paths.moderationVotes,
      'the inbox': paths.inbox,
      'a system': paths.system('mapnet'),
      'a block': paths.block('ada'),
    }

    test.each(Object.entries(PAGES))(
      '%s is accessible, light and dark, fits 320 px, and reads the same without JavaScript',
      async (name, path) => {
        let scripted = ''
        const look = async (page: Page) => {
          scripted = await wordsOf(page)
          expect.soft(await axeViolations(page)).toEqual([])
          await keepPicture(page, `${name} wide`)
          await page.emulateMedia({ colorScheme: 'dark' })
          expect.soft(await contrastViolations(page)).toEqual([])
          await page.setViewportSize({ width: 320, height: 640 })
          expect.soft(await overflow(page)).toEqual([])
          await keepPicture(page, `${name} narrow dark`)
        }
        await lookAt(path, look, signedInBrowser(admin))
        const plain = async (page: Page) => expect(await wordsOf(page)).toBe(scripted)
        if (name !== 'settings')
          await lookAt(path, plain, { ...signedInBrowser(admin), javaScriptEnabled: false }) // passkeys need it
      },
    )
  })
})
