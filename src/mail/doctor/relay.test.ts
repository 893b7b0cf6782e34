import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { faultServer } from '../../../test/fault-server.ts'
import type { RelayAddress } from '../relay-address.ts'
import { checkRelay } from './relay.ts'

const CREDENTIALS = { user: 'ada', pass: 'secret' }

function relayAt(port: number, known: Partial<RelayAddress>) {
  const address = {
    host: '127.0.0.1',
    port,
    isSecure: false,
    upgrade: 'offered' as const,
    credentials: null,
  }
  return { address: { ...address, ...known }, name: 'papers.example.org' }
}

/** A server whose certificate nobody vouches for: the one that the library brings. */
async function stranger(secure: boolean): Promise<number> {
  const server = new SMTPServer({ secure, authOptional: true })
  server.on('error', () => {}) // clients that do not trust it
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return (listening.address() as { port: number }).port
}

test('a certificate that nobody vouches for is named as what is wrong', async () => {
  const todo = /certificate for the name in SMTP_URL/
  const secure = relayAt(await stranger(true), { isSecure: true })
  expect((await checkRelay(secure)).todo).toMatch(todo)
  const upgraded = relayAt(await stranger(false), { upgrade: 'required', credentials: CREDENTIALS })
  expect((await checkRelay(upgraded)).todo).toMatch(todo)
})

test('a relay that speaks no TLS where a password needs it is wrong, and could be better where none does', async () => {
  const plain = await faultServer(({ line }) => (line === 'STARTTLS' ? '502 5.5.1 what?' : null))
  onTestFinished(plain.close)
  const asked = relayAt(plain.port, { upgrade: 'required', credentials: CREDENTIALS })
  expect(await checkRelay(asked)).toMatchObject({
    state: 'wrong',
    todo: expect.stringMatching(/does not speak TLS/) as string,
  })
  expect(await checkRelay(relayAt(plain.port, { isSecure: true }))).toMatchObject({
    state: 'wrong',
    todo: expect.stringMatching(/does not speak TLS/) as string,
  })
  expect(await checkRelay(relayAt(plain.port, {}))).toMatchObject({ state: 'better' })
  expect(await checkRelay(relayAt(plain.port, { upgrade: 'never' }))).toMatchObject({
    state: 'good',
  })
})

test('a host that does not exist is named as what is wrong', async () => {
  const nowhere = relayAt(25, { host: 'no-such-host.invalid' })
  expect((await checkRelay(nowhere)).todo).toMatch(/No machine has this name/)
})
