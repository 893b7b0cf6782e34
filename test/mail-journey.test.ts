import { generateKeyPairSync } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { pino } from 'pino'
import PostalMime from 'postal-mime'
import { afterAll, expect, test, vi } from 'vitest'
import { readConfig } from '../src/config.ts'
import { dkimKey, dkimRecord } from '../src/mail/dkim.ts'
import { SCHEDULE } from '../src/jobs/schedule.ts'
import { openPostOffice } from '../src/post-office.ts'
import { paths } from '../src/web/paths.ts'
import { pageCache } from '../src/web/cache/page-cache.ts'
import { web } from '../src/web/web.ts'
import { faultServer } from './fault-server.ts'
import { fileIn, temporaryFolder } from './temporary-file.ts'
import { openTestDatabase } from './test-database.ts'
import { emptySearch } from './test-digests.ts'
import { posted, RUNNING, saveDrafts } from './test-site.ts'

const SITE = 'https://papers.example.org'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const folder = temporaryFolder()

const opened = await openTestDatabase()
const { db } = opened
const search = await emptySearch()
const relay = await faultServer()
let now = new Date('2025-04-16T12:00:00Z')
const clock = () => now
const config = readConfig({
  PUBLIC_URL: SITE,
  SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
  MAIL_FROM: 'Broadsheet <papers@example.org>',
  BOUNCE_DOMAIN: 'bounce.example.org',
  DKIM_KEY_FILE: fileIn(folder, 'key.pem', pem),
})
const office = await openPostOffice(opened, search, config, pino({ level: 'silent' }), clock)
afterAll(async () => {
  await office.close()
  await relay.close()
  await search.close()
})
const app = web({
  db,
  search,
  publicUrl: SITE,
  now: clock,
  cache: pageCache(clock),
  running: RUNNING,
  log: ({ err }) => {
    throw err
  },
  sendMail: office.send,
  apiLimits: { api: 0, search: 0 },
  voting: { newAccountHours: 0, perNetwork: 0 },
  voteHeld: () => {},
  mailLeaves: true,
  providers: [],
  trustedProxies: 0,
  mailKeys: office.keys,
  mailWebhookSecret: null,
  later: office.later,
})

/** What a service does every minute, at this moment. */
async function at(moment: string): Promise<void> {
  now = new Date(moment)
  const job = SCHEDULE.find(({ name }) => name === 'digests')!
  await job.run({ db, search, uncertainRule: 'resend-once', now: clock, mailIsPlanned() {} })
  await office.drain()
}

const post = (
  path: string,
  fields: Record<string, string>,
  headers = { 'sec-fetch-site': 'same-origin' },
) => app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })

const pathIn = (text: string, pattern: RegExp) => new URL(pattern.exec(text)![0]).pathname

/** A busy machine takes its time. */
const PATIENCE = { timeout: 30_000 }

test(
  'a reader subscribes on the page, confirms, gets the digest at their hour, leaves by one click, and hears nothing more',
  { timeout: 60_000 },
  async () => {
    await saveDrafts(db, [
      posted('2025-04-16', 1),
      posted('2025-04-17', 2),
      posted('2025-04-18', 3),
    ])
    expect(await (await app.request(paths.subscribe)).text()).toContain('name="address"')
    await post(paths.subscribe, { address: 'Ada@example.com', zone: 'Europe/Oslo' })
    await vi.waitFor(() => expect(relay.messages).toHaveLength(1), PATIENCE)
    await at('2025-04-17T05:10:00Z')
    expect(relay.messages).toHaveLength(1) // nothing before the link is used

    now = new Date('2025-04-16T12:05:00Z')
    const asking = await PostalMime.parse(relay.messages[0]!.text)
    expect(asking.to).toMatchObject([{ address: 'Ada@example.com' }])
    const link = pathIn(asking.text!, /https:\S+/)
    expect((await app.request(link)).status).toBe(200)
    expect((await post(link, {})).status).toBe(200)

    await at('2025-04-17T04:59:59Z') // a second before seven in Oslo
    expect(relay.messages).toHaveLength(1)
    await at('2025-04-17T05:10:00Z') // mails are spread over ten minutes
    await at('2025-04-17T05:11:00Z')
    expect(relay.messages).toHaveLength(2)
    const { to, from, text } = relay.messages[1]!
    expect(to).toBe('Ada@example.com')
    expect(from).toMatch(/^b\+[\w.]+@bounce\.example\.org$/)
    const digest = await PostalMime.parse(text)
    for (const part of [digest.text!, digest.html!]) {
      expect(part).toContain('A plain title for paper number 1')
      expect(part).toContain('A plain title for paper number 2')
    }

    const record = dkimRecord(dkimKey(pem, 'example.org', 'broadsheet'))
    const { results } = await dkimVerify(Buffer.from(text, 'latin1'), {
      resolver: () => Promise.resolve([[record]]),
    })
    expect(results[0]?.status.result).toBe('pass')

    const theirs = await app.request(pathIn(digest.text!, /https:\S+\/email\/v\/\S+/))
    expect(await theirs.text()).toContain('A plain title for paper number 2')
    const ways = digest.headers.find(({ key }) => key === 'list-unsubscribe')!.value
    const oneClick = await post(
      pathIn(ways, /https:[^>]+/),
      { 'List-Unsubscribe': 'One-Click' },
      { 'sec-fetch-site': 'none' },
    )
    expect(oneClick.status).toBe(200)

    for (const moment of ['2025-04-17T05:20:00Z', '2025-04-18T05:10:00Z', '2025-04-19T05:10:00Z'])
      await at(moment)
    expect(relay.messages).toHaveLength(2)
  },
)
