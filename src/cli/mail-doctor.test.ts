import { generateKeyPairSync } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { faultServer } from '../../test/fault-server.ts'
import { fileIn, temporaryFolder } from '../../test/temporary-file.ts'
import { readConfig } from '../config.ts'
import { dkimKey, dkimRecord } from '../mail/dkim.ts'
import type { Finding } from '../mail/doctor/finding.ts'
import { nameServer } from '../mail/doctor/name-server.ts'
import { mailCommand } from './mail.ts'

const folder = temporaryFolder()

function newKey(bits = 2048): { file: string; record: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const file = fileIn(folder, `key-${keys++}.pem`, pem)
  return { file, record: dkimRecord(dkimKey(pem, 'example.org', 'broadsheet')) }
}

let keys = 0
const KEY = newKey()

/** What DNS holds, by type and name. */
type Zone = Record<string, string[]>

const GOOD: Zone = {
  'TXT bounce.example.org': ['site-verification=1', 'v=spf1 include:relay.example ~all'],
  'TXT relay.example': ['v=spf1 ip4:192.0.2.1 -all'],
  'TXT broadsheet._domainkey.example.org': [KEY.record],
  'TXT _dmarc.example.org': ['v=DMARC1; p=quarantine; rua=mailto:dmarc@example.org'],
  'MX example.org': ['mx.example.org'],
  'MX bounce.example.org': ['papers.example.org'],
}

const SETTINGS = {
  PUBLIC_URL: 'https://papers.example.org',
  MAIL_FROM: 'Papers <papers@example.org>',
  DKIM_KEY_FILE: KEY.file,
  BOUNCE_DOMAIN: 'bounce.example.org',
  BOUNCE_PORT: '2525',
  OUTBOX_FOLDER: folder,
}

/** A name server that knows this zone, or says this code to everything. */
function namesOf(zone: Zone | string) {
  const found = (type: string, name: string) => {
    const rows = typeof zone === 'string' ? undefined : zone[`${type} ${name}`]
    if (rows) return Promise.resolve(rows)
    const code = typeof zone === 'string' ? zone : 'ENOTFOUND'
    return Promise.reject(Object.assign(new Error(code), { code }))
  }
  return nameServer({
    // A long text comes in pieces of 255 bytes.
    resolveTxt: async (name: string) =>
      (await found('TXT', name)).map((text) => text.match(/.{1,255}/gs) ?? []),
    resolveMx: async (name: string) =>
      (await found('MX', name)).map((exchange) => ({ exchange, priority: 10 })),
    resolve4: ((name: string) => found('A', name)) as never,
    resolve6: ((name: string) => found('AAAA', name)) as never,
  })
}

interface Told {
  text: string
  failed: string | null // how the command ended
  of: (about: string) => Finding
}

async function doctor(
  zone: Zone | string,
  settings: Record<string, string> = {},
  ...args: string[]
): Promise<Told> {
  const told: string[] = []
  const run = async (...more: string[]) => {
    const command = mailCommand({
      config: () => readConfig({ ...SETTINGS, ...settings }),
      names: namesOf(zone),
      say: (text) => told.push(text),
    })
    await command.parseAsync(['doctor', ...args, ...more], { from: 'user' })
  }
  const failed = await run().then(
    () => null,
    (error: Error) => error.message,
  )
  const text = told.splice(0).join('\n')
  await run('--json').catch(() => {})
  const { findings } = JSON.parse(told[0]!) as { findings: Finding[] }
  return { text, failed, of: (about) => findings.find((each) => each.about === about)! }
}

async function relay(say?: Parameters<typeof faultServer>[0]) {
  const server = await faultServer(say)
  onTestFinished(server.close)
  return { server, SMTP_URL: `smtp://127.0.0.1:${server.port}` }
}

test('where all is well nothing is to be done, and a test message arrives, signed', async () => {
  const { server, SMTP_URL } = await relay()
  const { text, failed, of } = await doctor(GOOD, { SMTP_URL }, '--to', 'ada@example.com')
  expect(failed).toBeNull()
  expect(text).not.toMatch(/WRONG|hint|→/)
  expect(text).toContain(`broadsheet._domainkey.example.org TXT should be: ${KEY.record}`)
  for (const about of [
    'From',
    'Links',
    'Return path',
    'Relay',
    'Signature',
    'DKIM',
    'SPF',
    'DMARC',
    'Sender',
    'Bounces',
    'Test',
  ])
    expect(of(about), about).toMatchObject({ state: 'good', todo: null })
  expect(server.messages[0]).toMatchObject({ to: 'ada@example.com' })
  expect(server.messages[0]!.text).toContain('DKIM-Signature: ')
})

test('where nothing is set up, everything says what to do, and the command fails', async () => {
  const nothing = { DKIM_KEY_FILE: '', BOUNCE_DOMAIN: '', MAIL_FROM: '', PUBLIC_URL: '' }
  const { text, failed, of } = await doctor({}, nothing)
  expect(failed).toMatch(/must be mended/)
  expect(text).toMatch(/WRONG {2}Relay: No relay is set[^]*→ Set SMTP_URL/)
  for (const about of ['From', 'Links', 'Relay', 'SPF', 'DMARC', 'Sender'])
    expect(of(about), about).toMatchObject({ state: 'wrong', todo: expect.any(String) as string })
  expect(of('Return path').state).toBe('better')
  expect(of('DKIM')).toMatchObject({
    state: 'unknown',
    says: expect.stringContaining('relay must sign') as string,
  })
})

test.each(['ECONNREFUSED', 'ETIMEOUT', 'ESERVFAIL'])(
  'where DNS says %s, it is said to be unknown, and the records to set are named all the same',
  async (code) => {
    const { SMTP_URL } = await relay()
    const { text, failed, of } = await doctor(code, { SMTP_URL })
    expect(failed).toBeNull()
    for (const about of ['DKIM', 'SPF', 'DMARC', 'Sender', 'Bounces'])
      expect(of(about), about).toMatchObject({
        state: 'unknown',
        says: `DNS gives no answer (${code}).`,
      })
    expect(text).toContain(`should be: ${KEY.record}`)
    expect(text).toContain('bounce.example.org TXT should be: v=spf1 a:127.0.0.1 ~all')
    expect(text).toContain('bounce.example.org MX should be: 10 papers.example.org.')
    expect(text).toContain('now is: not known')
    expect(of('Signature').state).toBe('good')
  },
)

const SPF = 'TXT bounce.example.org'
const DMARC = 'TXT _dmarc.example.org'
const chain = Object.fromEntries(
  Array.from({ length: 11 }, (_, n) => [
    `TXT s${n}.example`,
    [`v=spf1 include:s${n + 1}.example -all`],
  ]),
)

test.each<[string, Zone, string, Finding['state'], RegExp]>([
  ['no SPF', { [SPF]: ['something else'] }, 'SPF', 'wrong', /nothing about who/],
  ['two SPF records', { [SPF]: ['v=spf1 -all', 'v=spf1 mx -all'] }, 'SPF', 'wrong', /has 2 SPF/],
  ['an SPF record for everybody', { [SPF]: ['v=spf1 mx +all'] }, 'SPF', 'wrong', /everybody/],
  [
    'an SPF record for everybody by default',
    { [SPF]: ['v=spf1 all'] },
    'SPF',
    'wrong',
    /everybody/,
  ],
  [
    'an SPF record with eleven look-ups',
    { [SPF]: ['v=spf1 include:s0.example ~all'], ...chain },
    'SPF',
    'wrong',
    /10 look-ups/,
  ],
  [
    'an SPF record that includes itself',
    { [SPF]: ['v=spf1 include:bounce.example.org ~all'] },
    'SPF',
    'wrong',
    /10 look-ups/,
  ],
  [
    'an SPF record with a macro',
    { [SPF]: ['v=spf1 exists:%{i}.x.example include:%{d}.y.example ~all'] },
    'SPF',
    'good',
    /says who/,
  ],
  ['no DMARC', { [DMARC]: [] }, 'DMARC', 'wrong', /no policy/],
  [
    'two policies',
    { [DMARC]: ['v=DMARC1; p=none', 'v=DMARC1; p=none'] },
    'DMARC',
    'wrong',
    /2 policies/,
  ],
  [
    'a policy of another kind',
    { [DMARC]: ['v=DMARC1; p=perhaps'] },
    'DMARC',
    'wrong',
    /cannot be read/,
  ],
  ['a policy without reports', { [DMARC]: ['v=DMARC1;p=none'] }, 'DMARC', 'better', /no reports/],
  [
    'no key in DNS',
    { 'TXT broadsheet._domainkey.example.org': [] },
    'DKIM',
    'wrong',
    /every signature fails/,
  ],
  [
    'another key in DNS',
    { 'TXT broadsheet._domainkey.example.org': [newKey().record] },
    'DKIM',
    'wrong',
    /another key/,
  ],
  [
    'a key that was revoked',
    { 'TXT broadsheet._domainkey.example.org': ['v=DKIM1; p='] },
    'DKIM',
    'wrong',
    /another key/,
  ],
  [
    'two keys in DNS',
    { 'TXT broadsheet._domainkey.example.org': [KEY.record, KEY.record] },
    'DKIM',
    'wrong',
    /2 keys/,
  ],
  ['a sender that takes no mail', { 'MX example.org': [''] }, 'Sender', 'wrong', /takes no mail/],
  [
    'a sender that takes mail at its address',
    { 'MX example.org': [], 'A example.org': ['192.0.2.1'] },
    'Sender',
    'good',
    /takes mail/,
  ],
  ['bounces that find no way', { 'MX bounce.example.org': [] }, 'Bounces', 'wrong', /no way back/],
])('%s is found', async (_, difference, about, state, says) => {
  const { failed, of } = await doctor({ ...GOOD, ...difference })
  expect(of(about)).toMatchObject({ state, says: expect.stringMatching(says) as string })
  expect(of(about).todo === null).toBe(state === 'good')
  expect(failed).not.toBeNull() // no relay is set here
})

test('a policy of the domain above counts, and a key of 1024 bits could be better', async () => {
  const short = newKey(1024)
  const { of } = await doctor(
    {
      'TXT _dmarc.example.org': ['v=DMARC1; p=reject; rua=mailto:x@example.org'],
      'TXT broadsheet._domainkey.news.example.org': [short.record],
    },
    { MAIL_FROM: 'papers@news.example.org', DKIM_KEY_FILE: short.file },
  )
  expect(of('DMARC')).toMatchObject({ state: 'good', record: { name: '_dmarc.example.org' } })
  expect(of('DKIM').state).toBe('better')
})

test.each<[string, Record<string, string>, string, Finding['state']]>([
  ['a sender of somebody else', { MAIL_FROM: 'me@gmail.com' }, 'From', 'wrong'],
  ['links without TLS', { PUBLIC_URL: 'http://papers.example.org' }, 'Links', 'wrong'],
  ['bounces that nobody takes in', { BOUNCE_PORT: '' }, 'Return path', 'wrong'],
  ['bounces at another domain', { BOUNCE_DOMAIN: 'elsewhere.example' }, 'Return path', 'better'],
])('%s is found in the settings', async (_, settings, about, state) => {
  expect((await doctor(GOOD, settings)).of(about)).toMatchObject({ state })
})

test('what the relay does not like is told with what to do', async () => {
  const busy = await relay(({ line }) => (line === 'HELLO' ? '421 4.7.0 too many' : null))
  expect((await doctor(GOOD, { SMTP_URL: busy.SMTP_URL })).of('Relay').todo).toMatch(/Try again/)

  const closed = await relay(({ line }) => (line === 'HELLO' ? '554 5.7.1 not you' : null))
  expect((await doctor(GOOD, { SMTP_URL: closed.SMTP_URL })).of('Relay').todo).toMatch(
    /may ask for a login/,
  )

  const strict = await relay(({ line }) => {
    if (line.startsWith('EHLO')) return '250-strict\r\n250 AUTH PLAIN'
    return line.startsWith('AUTH') ? '535 5.7.8 no' : null
  })
  const SMTP_URL = strict.SMTP_URL.replace('//', '//ada:wrong@')
  expect((await doctor(GOOD, { SMTP_URL })).of('Relay').todo).toMatch(/percent-encoded/)

  await busy.server.close()
  expect((await doctor(GOOD, { SMTP_URL: busy.SMTP_URL })).of('Relay').todo).toMatch(
    /Nothing listens/,
  )

  const picky = await relay(({ line }) =>
    line.startsWith('MAIL') ? '550 5.7.1 not from you' : null,
  )
  const { of, failed } = await doctor(GOOD, { SMTP_URL: picky.SMTP_URL }, '--to', 'ada@example.com')
  expect(of('Test')).toMatchObject({
    state: 'wrong',
    says: expect.stringContaining('550') as string,
  })
  expect(failed).toBe('1 of 11 findings must be mended.')
})

test('what is no address gets no message', async () => {
  await expect(doctor(GOOD, {}, '--to', 'a@x.example, b@y.example')).rejects.toThrow()
})
