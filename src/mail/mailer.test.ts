import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, expect, test } from 'vitest'
import { faultServer } from '../../test/fault-server.ts'
import { relayAt } from '../../test/test-digests.ts'
import { temporaryFolder } from '../../test/temporary-file.ts'
import { parseAddress } from './address.ts'
import { connector } from './connect.ts'
import { openMailer, type MailerOptions } from './open-mailer.ts'
import { connectRelay } from './relay.ts'

const folder = temporaryFolder()
const NOON = new Date('2025-04-17T12:00:00Z')
let ids = 0
const options: MailerOptions = {
  connect: connector({ relay: null, folder, hostName: 'papers.example.org', now: () => NOON }),
  dkim: null,
  from: { name: 'Papers, daily', address: parseAddress('papers@example.org')! },
  now: () => NOON,
  newId: () => `id${ids++}`,
}

const MAIL = { to: 'Ada@example.org', subject: 'Größe\r\nBcc: evil@example.test', text: 'Hello.\n' }

test('without a relay a mail is a file that mail programs can open', async () => {
  await openMailer(options).send({ ...MAIL, html: '<p>Hello.</p>' })
  const [name] = readdirSync(folder)
  expect(name).toBe('2025-04-17T12-00-00-000Z-id0.eml')
  expect(statSync(join(folder, name!)).mode & 0o777).toBe(0o600) // it may hold a link that signs in

  const mail = await PostalMime.parse(readFileSync(join(folder, name!)))
  expect(mail).toMatchObject({
    from: { name: 'Papers, daily', address: 'papers@example.org' },
    to: [{ address: 'Ada@example.org' }],
    subject: 'Größe Bcc: evil@example.test',
    messageId: '<id0@example.org>',
    date: '2025-04-17T12:00:00.000Z',
    text: expect.stringMatching(/^Hello\.\n+$/),
    html: expect.stringMatching(/^<p>Hello\.<\/p>\n+$/),
  })
  expect(mail.bcc).toBeUndefined()
})

test('with a relay it goes there, to its one address', async () => {
  const relay = await faultServer()
  afterAll(relay.close)
  const mailer = openMailer({
    ...options,
    connect: () => connectRelay(relayAt(relay.port)),
  })
  await mailer.send(MAIL)
  expect(relay.messages).toMatchObject([{ from: 'papers@example.org', to: 'Ada@example.org' }])
})

test('what is no single address is refused before anything is sent', async () => {
  for (const to of ['a@x.example, b@y.example', 'a@x.example\r\nBcc: b@y.example', 'nobody']) {
    await expect(openMailer(options).send({ ...MAIL, to })).rejects.toMatchObject({
      name: 'AddressError',
    })
  }
})

test('a refusal says whether trying again could help', async () => {
  let reply = '450 4.2.1 busy'
  const relay = await faultServer(({ line }) => (line.startsWith('RCPT') ? reply : null))
  afterAll(relay.close)
  const mailer = openMailer({
    ...options,
    connect: () => connectRelay(relayAt(relay.port)),
  })
  await expect(mailer.send(MAIL)).rejects.toMatchObject({ name: 'MailError', isPermanent: false })
  reply = '550 5.1.1 nobody'
  await expect(mailer.send(MAIL)).rejects.toMatchObject({ name: 'MailError', isPermanent: true })
})
