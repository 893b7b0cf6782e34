import { afterEach, expect, test } from 'vitest'
import { faultServer, type FaultServer, type Turn, type Reply } from '../../test/fault-server.ts'
import { parseAddress } from './address.ts'
import { connectRelay, RelayError, type Outcome } from './relay.ts'

const open: FaultServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function server(say?: (turn: Turn) => Reply): Promise<FaultServer> {
  const started = await faultServer(say)
  open.push(started)
  return started
}

const address = (port: number) => ({
  host: '127.0.0.1',
  port,
  isSecure: false,
  upgrade: 'never' as const,
  credentials: null,
})

const envelope = { from: 'b@bounce.example.test', to: parseAddress('ada@example.org')! }
const LETTER = ['Subject: x\r\n\r\n', 'a line\r\n'.repeat(2000), '.leading dot\r\nend\r\n']
const yes = () => Promise.resolve(true)

async function sendTo(
  { port }: FaultServer,
  beforeDot: () => Promise<boolean> = yes,
  replyTimeoutMs = 10_000,
): Promise<Outcome> {
  const relay = { address: address(port), name: 'papers.example.org', replyTimeoutMs }
  const session = await connectRelay(relay)
  const outcome = await session.send(envelope, LETTER, beforeDot)
  session.close()
  return outcome
}

test('a message is asked about after its last byte and before the dot', async () => {
  const good = await server()
  let asked = 0
  const outcome = await sendTo(good, async () => {
    asked++
    expect(good.messages).toEqual([])
    return true
  })
  expect(asked).toBe(1)
  expect(outcome).toEqual({ state: 'accepted', reply: '250 2.0.0 queued' })
  expect(good.messages).toEqual([
    { from: envelope.from, to: 'ada@example.org', text: LETTER.join('').replace(/\r\n$/, '') },
  ])
})

test('a reply that no table could hold is cleaned', async () => {
  const odd = await server(({ line }) => (line === 'DOT' ? '250 2.0.0 queued \0 as \x1b[1m' : null))
  expect(await sendTo(odd)).toEqual({ state: 'accepted', reply: '250 2.0.0 queued   as  [1m' })
})

test('a message that is withdrawn before the dot never arrives', async () => {
  const good = await server()
  expect(await sendTo(good, () => Promise.resolve(false))).toEqual({ state: 'withdrawn' })
  expect(good.messages).toEqual([])
})

test('a failure while we ask leaves the message unsent and is ours to handle', async () => {
  const good = await server()
  await expect(sendTo(good, () => Promise.reject(new Error('no database')))).rejects.toThrow(
    'no database',
  )
  expect(good.messages).toEqual([])
})

const DROPS = ['EHLO', 'MAIL', 'RCPT', 'DATA']

test.each(DROPS)('a connection that breaks at %s sent nothing', async (command) => {
  const bad = await server(({ line }) => (line.startsWith(command) ? 'drop' : null))
  const outcome = await sendTo(bad).catch((error: unknown) => error)
  if (command === 'EHLO') expect(outcome).toBeInstanceOf(RelayError)
  else expect(outcome).toMatchObject({ state: 'unsent' })
  expect(bad.messages).toEqual([])
})

test('a connection that breaks after the whole body and before the dot sent nothing', async () => {
  let breakIt = () => {}
  const bad = await server(({ socket }) => {
    breakIt = () => socket.destroy()
    return null
  })
  const outcome = await sendTo(bad, () => {
    breakIt()
    return new Promise((resolve) => setImmediate(() => resolve(false)))
  })
  expect(['unsent', 'withdrawn']).toContain(outcome.state)
  expect(bad.messages).toEqual([])
})

test('a connection that breaks after the dot leaves it uncertain, whether the relay kept it or not', async () => {
  const bad = await server(({ line }) => (line === 'DOT' ? 'drop' : null))
  expect(await sendTo(bad)).toMatchObject({ state: 'uncertain' })
})

test('10: an answer to the dot that never comes leaves it uncertain', async () => {
  const silent = await server(({ line }) => (line === 'DOT' ? '' : null))
  expect(await sendTo(silent, yes, 200)).toMatchObject({ state: 'uncertain' })
})

test('an answer to the dot that makes no sense leaves it uncertain', async () => {
  const odd = await server(({ line }) => (line === 'DOT' ? 'hello there' : null))
  expect(await sendTo(odd)).toMatchObject({ state: 'uncertain' })
})

test.each([
  ['MAIL', '451 4.3.0 later', 'sender', 451, '4.3.0'],
  ['RCPT', '450 4.2.1 busy', 'recipient', 450, '4.2.1'],
  ['RCPT', '550 5.1.1 nobody', 'recipient', 550, '5.1.1'],
  ['RCPT', '552 full', 'recipient', 552, null],
  ['DATA', '554 5.7.1 no', 'message', 554, '5.7.1'],
  ['DOT', '451 4.3.2 later', 'message', 451, '4.3.2'],
  ['DOT', '552-5.2.2 two\r\n552 5.2.2 lines', 'message', 552, '5.2.2'],
  ['DOT', '421 4.3.2 closing', 'message', 421, '4.3.2'],
])(
  '%s answered with %j is a refusal that says where',
  async (command, reply, at, code, enhanced) => {
    const bad = await server(({ line }) => (line.startsWith(command) ? reply : null))
    expect(await sendTo(bad)).toMatchObject({ state: 'refused', at, code, enhanced })
    expect(bad.messages).toEqual([])
  },
)

test('a session goes on after a refusal, and is over after anything worse', async () => {
  let refusals = 0
  const picky = await server(({ line }) =>
    line.startsWith('RCPT') && refusals++ === 0 ? '550 5.1.1 nobody' : null,
  )
  const session = await connectRelay({ address: address(picky.port), name: 'x.example' })
  expect(await session.send(envelope, LETTER, yes)).toMatchObject({ state: 'refused' })
  expect(session.isOpen()).toBe(true)
  expect(await session.send(envelope, LETTER, yes)).toMatchObject({ state: 'accepted' })
  expect(await session.send(envelope, LETTER, () => Promise.resolve(false))).toMatchObject({
    state: 'withdrawn',
  })
  expect(session.isOpen()).toBe(false)
  expect(picky.messages).toHaveLength(1)
})

test('a relay that offers pipelining, refuses the reader and takes the text all the same, gets an empty one', async () => {
  const odd = await server(({ line }) => {
    if (line.startsWith('EHLO')) return '250-odd\r\n250 PIPELINING'
    return line.startsWith('RCPT') ? '550 5.1.1 nobody' : null
  })
  expect(await sendTo(odd)).toMatchObject({ state: 'refused', code: 550 })
  expect(odd.messages.map(({ text }) => text)).toEqual([''])
})

test('a greeting of 421 says that the relay cannot be used now', async () => {
  const busy = await server(({ line }) => (line === 'HELLO' ? '421 4.7.0 too many' : null))
  await expect(sendTo(busy)).rejects.toMatchObject({ name: 'RelayError', at: 'connect', code: 421 })
})

test('nobody who listens is a failure of the relay', async () => {
  const gone = await server()
  await gone.close()
  await expect(sendTo(gone)).rejects.toBeInstanceOf(RelayError)
})

test('a wrong password is a failure of ours', async () => {
  const strict = await server(({ line }) => {
    if (line.startsWith('EHLO')) return '250-strict\r\n250 AUTH PLAIN'
    return line.startsWith('AUTH') ? '535 5.7.8 no' : null
  })
  const credentials = { user: 'ada', pass: 'wrong' }
  const login = connectRelay({
    address: { ...address(strict.port), credentials },
    name: 'x.example',
  })
  await expect(login).rejects.toMatchObject({ name: 'RelayError', at: 'login', code: 535 })
})

test('no password goes to a relay that offers no STARTTLS where it must', async () => {
  const stripped = await server(({ line }) => {
    if (line.startsWith('EHLO')) return '250-stripped\r\n250 AUTH PLAIN'
    return line === 'STARTTLS' ? '502 5.5.1 what?' : null
  })
  const relay = {
    ...address(stripped.port),
    upgrade: 'required' as const,
    credentials: { user: 'ada', pass: 'secret' },
  }
  await expect(connectRelay({ address: relay, name: 'x.example' })).rejects.toBeInstanceOf(
    RelayError,
  )
  expect(stripped.lines.filter((line) => line.startsWith('AUTH'))).toEqual([])
})

test('what somebody slips in behind STARTTLS is not listened to', async () => {
  const injected = await server(({ line, socket }) => {
    if (line.startsWith('EHLO')) return '250-injected\r\n250-AUTH PLAIN\r\n250 STARTTLS'
    if (line !== 'STARTTLS') return null
    socket.once('data', () => socket.destroy()) // it cannot speak TLS
    return '220 go on\r\n250-injected\r\n250 AUTH PLAIN'
  })
  const relay = {
    ...address(injected.port),
    upgrade: 'required' as const,
    credentials: { user: 'ada', pass: 'secret' },
  }
  await expect(connectRelay({ address: relay, name: 'x.example' })).rejects.toBeInstanceOf(
    RelayError,
  )
  expect(injected.lines.filter((line) => line.startsWith('AUTH'))).toEqual([])
})

test('a message larger than the relay says it takes is not sent to it', async () => {
  const small = await server(({ line }) =>
    line.startsWith('EHLO') ? '250-small\r\n250 SIZE 5000' : null,
  )
  expect(await sendTo(small)).toMatchObject({ state: 'refused', at: 'message', enhanced: '5.3.4' })
  expect(small.lines.filter((line) => line.startsWith('MAIL'))).toEqual([])
})

test('answers in single bytes, in many lines, without text and with bare line feeds are understood', async () => {
  const slow = await server(({ line, socket }) => {
    if (line.startsWith('MAIL')) {
      for (const byte of '250-one\r\n250-two\r\n250 three\r\n') socket.write(byte)
      return ''
    }
    if (line.startsWith('RCPT')) return '250'
    if (line === 'DOT') {
      socket.write('250-2.0.0 first\n250 2.0.0 second\n')
      return ''
    }
    return null
  })
  expect(await sendTo(slow)).toMatchObject({ state: 'accepted' })
})

test('an answer without end is cut, and ends the session', async () => {
  const endless = await server(({ line }) =>
    line.startsWith('RCPT') ? `250 ${'x'.repeat(100_000)}` : null,
  )
  const outcome = await sendTo(endless)
  expect(['unsent', 'accepted']).toContain(outcome.state)
  const broken = await server(({ line, socket }) => {
    if (line.startsWith('RCPT')) for (let n = 0; n < 4; n++) socket.write('x'.repeat(50_000))
    return line.startsWith('RCPT') ? '' : null
  })
  expect(await sendTo(broken)).toMatchObject({ state: 'unsent' })
})

test('a reader whose address is not ASCII needs a relay that says it can', async () => {
  const to = parseAddress('josé@example.org')!
  for (const [offer, state] of [
    ['8BITMIME', 'refused'],
    ['SMTPUTF8', 'accepted'],
  ] as const) {
    const relay = await server(({ line }) =>
      line.startsWith('EHLO') ? `250-relay\r\n250 ${offer}` : null,
    )
    const session = await connectRelay({ address: address(relay.port), name: 'x.example' })
    expect(await session.send({ ...envelope, to }, LETTER, yes)).toMatchObject({ state })
    session.close()
  }
})
