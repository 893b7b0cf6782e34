import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core'
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

export interface Visits {
  /** A page in a window of its own. Fails when it complains or asks another host for something. */
  visit: (
    path: string,
    look: (page: Page) => Promise<void>,
    options?: BrowserContextOptions,
  ) => Promise<void>
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

  return {
    async visit(path, look, options) {
      const context = await browser.newContext({ baseURL: origin, ...options })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => {
        if (!request.url().startsWith(origin)) complaints.push(`asked ${request.url()}`)
      })
      await page.goto(path)
      await look(page)
      await context.close()
      expect(complaints.filter((text) => !EXPECTED.test(text))).toEqual([])
    },
  }
}

/** Pages that are not there, and a fade between pages that a busy machine was too slow for. */
const EXPECTED = /status of 4(?:04|10)|^InvalidStateError: Transition was aborted/
