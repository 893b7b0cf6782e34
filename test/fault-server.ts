import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** What a client said so far in its session, one command or the text of one message after the other. */
export interface Turn {
  line: string // the command, or 'DOT' for the end of a message
  socket: Socket
  session: number // counted from 0
}

/** What the server says to it: a reply, null for what it would say itself, '' for nothing, 'drop' to break the
 * connection, 'take and drop' to do so after it has kept the message. */
export type Reply = string | null | Promise<string | null>

export interface FaultServer {
  port: number
  messages: { from: string; to: string; text: string }[] // that it took, in order
  lines: string[] // every command of every session, in order
  close: () => Promise<void>
}

const REPLIES: Record<string, string> = {
  HELLO: '220 fault.example.test ESMTP',
  EHLO: '250-fault.example.test\r\n250 8BITMIME',
  DATA: '354 go on',
  DOT: '250 2.0.0 queued',
  QUIT: '221 bye',
}

/**
 * A mail server on this machine that does as it is told: `say` answers each turn, by default as a good server does.
 * It speaks the few commands that matter, one line at a time, and takes a message only when it answers its end with 250.
 */
export async function faultServer(say: (turn: Turn) => Reply = () => null): Promise<FaultServer> {
  const messages: FaultServer['messages'] = []
  const lines: string[] = []
  const sockets = new Set<Socket>()
  let sessions = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {}) // clients that are killed
    void talk(socket, sessions++)
  })

  async function talk(socket: Socket, session: number): Promise<void> {
    const envelope = { from: '', to: '' }
    let text: string[] | null = null
    await answer('HELLO')
    for await (const line of linesOf(socket)) {
      if (text === null) {
        lines.push(line)
        if (/^MAIL FROM:/i.test(line)) envelope.from = addressIn(line)
        if (/^RCPT TO:/i.test(line)) envelope.to = addressIn(line)
        const reply = await answer(line)
        if (/^DATA$/i.test(line) && reply.startsWith('354')) text = []
      } else if (line === '.') {
        const message = text.join('\r\n')
        text = null
        if (/^250|^take/.test(await answer('DOT'))) messages.push({ ...envelope, text: message })
      } else {
        text.push(line.replace(/^\./, ''))
      }
    }

    async function answer(line: string): Promise<string> {
      const own = REPLIES[line.split(' ')[0]!.toUpperCase()] ?? '250 2.0.0 fine'
      const said = (await say({ line, socket, session })) ?? own
      if (said.endsWith('drop')) socket.destroy()
      else if (said !== '' && !socket.destroyed) socket.write(`${said}\r\n`)
      return said
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    messages,
    lines,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const chunk of socket) {
      const parts = (rest + String(chunk)).split('\r\n')
      rest = parts.pop()!
      yield* parts
    }
  } catch {
    // the connection broke
  }
}

function addressIn(line: string): string {
  return /<(.*)>/.exec(line)?.[1] ?? ''
}
