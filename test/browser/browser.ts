import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { createWebServer } from '../../src/web/server.ts'
import { freePort } from '../free-port.ts'
import type { SignedIn } from '../sign-in.ts'
import type { TestSite } from '../test-site.ts'

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Tests that need a browser are skipped where none is installed. */
export const hasBrowser = isExecutable(EXECUTABLE)

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Goes to a path and looks. Fails when the page complains or asks another host for something. */
type Visit = (
  path: string,
  look: (page: Page) => Promise<void>,
  options?: BrowserContextOptions,
) => Promise<void>

export interface Visits {
  /** In a window of its own, which nobody used before. */
  visit: Visit
  /** In the window of all who look with these options, as opening one costs more than most pages: for what is read, not used. */
  lookAt: Visit
}

/** The options of a window in which somebody is signed in. */
export function signedInBrowser({ cookie }: SignedIn, domain = '127.0.0.1'): BrowserContextOptions {
  const value = cookie.slice(cookie.indexOf('=') + 1)
  const kept = { httpOnly: true, secure: false, sameSite: 'Lax' as const, expires: -1 }
  return {
    storageState: {
      cookies: [{ name: 'session', value, domain, path: '/', ...kept }],
      origins: [],
    },
  }
}

/** Serves the site and opens a browser, until the test file ends. `host` is what the browser calls this machine. */
export async function browse(
  site: TestSite,
  { port: chosen, host = '127.0.0.1' }: { port?: number; host?: string } = {},
): Promise<Visits> {
  const port = chosen ?? (await freePort())
  const server = createWebServer(site.app, site.cache).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://${host}:${port}`
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  afterAll(async () => {
    await browser.close()
    server.close()
  })

  const windowWith = (options: BrowserContextOptions) =>
    openWindow(browser, { baseURL: origin, viewport: DESKTOP, ...options })
  const kept = new Map<string, Window>()

  return {
    async visit(path, look, options = {}) {
      const window = await windowWith(options)
      await look(await window.goTo(path))
      await window.close()
      window.expectNoComplaint()
    },
    async lookAt(path, look, options = {}) {
      const key = JSON.stringify(options)
      const window = kept.get(key) ?? (await windowWith(options))
      kept.delete(key) // should the look fail, nobody looks through its window again
      await look(await window.goTo(path))
      await window.restore()
      window.expectNoComplaint()
      kept.set(key, window)
    },
  }
}

const DESKTOP = { width: 1280, height: 720 }

interface Window {
  goTo(path: string): Promise<Page>
  /** Makes its size and its media again what they were. */
  restore(): Promise<void>
  expectNoComplaint(): void
  close(): Promise<void>
}

async function openWindow(browser: Browser, options: BrowserContextOptions): Promise<Window> {
  const { baseURL = '', viewport = null, colorScheme = 'light' } = options
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL)) complaints.push(`asked ${request.url()}`)
  })
  return {
    async goTo(path) {
      await page.goto(path)
      return page
    },
    async restore() {
      if (viewport) await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, media: null })
    },
    expectNoComplaint() {
      expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
    },
    close: () => context.close(),
  }
}

/** What a page says, however it is read. */
export function wordsOf(page: Page): Promise<string> {
  return page.evaluate(`document.querySelector('main').innerText`)
}

/** Pages that are not there, and a fade between pages that a busy machine was too slow for. */
const EXPECTED = /status of 4(?:04|10)|^InvalidStateError: Transition was aborted/
