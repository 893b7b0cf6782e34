import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { connector } from '../../src/mail/connect.ts'
import { openMailer } from '../../src/mail/open-mailer.ts'
import { parseSender } from '../../src/mail/address.ts'
import { parseRelayAddress } from '../../src/mail/relay-address.ts'
import { paths } from '../../src/web/paths.ts'
import { faultServer } from '../fault-server.ts'
import { freePort } from '../free-port.ts'
import { signIn } from '../sign-in.ts'
import { posted, testSite, TODAY } from '../test-site.ts'
import { axeViolations } from './axe.ts'
import { browse, hasBrowser, signedInBrowser } from './browser.ts'
import { overflow } from './overflow.ts'
import { keepPicture } from './picture.ts'

describe.skipIf(!hasBrowser)('an account in a browser', async () => {
  if (!hasBrowser) return
  const relay = await faultServer()
  const now = () => new Date(`${TODAY}T12:00:00Z`)
  const mailer = openMailer({
    connect: connector({
      relay: parseRelayAddress(`smtp://127.0.0.1:${relay.port}`),
      folder: '',
      hostName: 'papers.example.org',
      now,
    }),
    dkim: null,
    from: parseSender('papers@example.org')!,
    now,
    newId: () => 'id',
  })
  const port = await freePort()
  const site = await testSite({ publicUrl: `http://localhost:${port}`, mailer })
  await site.print(posted(TODAY, 1))
  const { visit, lookAt } = await browse(site, { port, host: 'localhost' })

  /** The path of the link in the last mail that the server took for this address. */
  function mailedLink(to: string): string {
    const { text } = relay.messages.findLast((message) => message.to === to)!
    const link = /http:\/\/localhost:\d+\S+/.exec(text.replaceAll('=\r\n', ''))![0]
    return new URL(link).pathname
  }

  async function signInByMail(page: Page, address: string): Promise<void> {
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Your e-mail address').fill(address)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await page.goto(mailedLink(address))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
  }

  test.each([true, false])(
    'somebody signs in by mail, changes what others see, takes a copy and leaves (script: %s)',
    async (javaScriptEnabled) => {
      const handle = javaScriptEnabled ? 'ada-l' : 'grace-h'
      await visit(
        paths.front,
        async (page) => {
          await signInByMail(page, `${handle}@example.org`)
          await page.getByLabel('Handle', { exact: true }).fill(handle)
          await page.getByLabel('Name, if one').fill('A name')
          await page.getByLabel('Others may see').check()
          await page.getByRole('button', { name: 'Save' }).click()
          await page.getByRole('link', { name: `@${handle}` }).waitFor()

          const download = page.waitForEvent('download')
          await page.getByRole('link', { name: 'All of it as one JSON file' }).click()
          const text = await textOf((await download).createReadStream())
          expect(JSON.parse(text)).toMatchObject({
            people: [
              { handle, name: 'A name', votesVisible: true, email: `${handle}@example.org` },
            ],
          })

          await page.getByRole('link', { name: 'Delete the account' }).click()
          await page.getByLabel('goes with you').check()
          await page.getByLabel('Your handle').fill(handle)
          await page.getByRole('button', { name: 'Delete my account' }).click()
          await page.getByRole('link', { name: 'Sign in' }).waitFor()
          expect((await page.context().cookies()).map(({ name }) => name)).toEqual([])
        },
        { javaScriptEnabled },
      )
    },
  )

  test('a passkey is added, signs in, and is removed', async () => {
    await visit(paths.front, async (page) => {
      const device = await page.context().newCDPSession(page)
      await device.send('WebAuthn.enable')
      await device.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      })
      await signInByMail(page, 'keys@example.org')
      const handle = await page.locator('.visitor a').first().innerText()
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByText('made with').waitFor()

      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await page.getByRole('link', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      await page.getByRole('link', { name: handle }).waitFor()

      await page.goto(paths.settings)
      await page.getByRole('button', { name: 'Remove the passkey' }).click()
      await page.getByText('made with').waitFor({ state: 'detached' })
    })
  })

  describe('pages', async () => {
    const admin = await signIn(site, { role: 'admin', handle: 'chief' })
    await signIn(site, { handle: 'w'.repeat(30) })
    const PAGES = {
      'the page to sign in': paths.login(paths.settings),
      settings: paths.settings,
      'the page to leave': paths.erase,
      'the people': paths.people(),
      'the front page of somebody': paths.front,
      'a link that is dead': paths.loginLink('x'),
    }
    const LOOKS = [
      { colorScheme: 'light' as const, width: 1280 },
      { colorScheme: 'dark' as const, width: 1280 },
      { colorScheme: 'light' as const, width: 320 },
    ]

    test.each(Object.entries(PAGES))('%s is accessible and fits', async (name, path) => {
      const signedIn = name === 'the page to sign in' ? {} : signedInBrowser(admin, 'localhost')
      const check = async (page: Page) => {
        for (const look of LOOKS) {
          await page.emulateMedia({ colorScheme: look.colorScheme })
          await page.setViewportSize({ width: look.width, height: 720 })
          expect([look, await axeViolations(page)]).toEqual([look, []])
          expect([look, await overflow(page)]).toEqual([look, []])
          await keepPicture(page, `${name} ${look.colorScheme} ${look.width}`)
        }
      }
      await lookAt(path, check, signedIn)
    })
  })
})

async function textOf(stream: Promise<NodeJS.ReadableStream>): Promise<string> {
  let all = ''
  for await (const chunk of await stream) all += String(chunk)
  return all
}
