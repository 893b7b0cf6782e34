import { once } from 'node:events'
import { isForUs, takeIn, type Intake, type Verdict } from './take-in.ts'

const MESSAGE_BYTES_MAX = 256 * 1024 // a report and the head of our mail: more is no report
const CLIENTS_MAX = 50
const RECIPIENTS_MAX = 10 // of a message: a report is about one mail, and each costs the reading of it

/** Takes mail to our return addresses and to those for unsubscribing, and refuses every other address. */
export interface BounceListener {
  port: number
  close: () => Promise<void>
}

export async function listenForBounces(
  intake: Intake,
  { host, port, domain }: { host: string; port: number; domain: string },
  heard: (verdict: Verdict | Error) => void,
): Promise<BounceListener> {
  const { SMTPServer } = await import('smtp-server') // few have this listener, and every start would load it
  const server = new SMTPServer({
    name: domain,
    size: MESSAGE_BYTES_MAX,
    maxClients: CLIENTS_MAX,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, { envelope }, answer) {
      const isHere = address.toLowerCase().endsWith(`@${domain.toLowerCase()}`)
      if (!isHere || !isForUs(intake, address))
        return answer(refusal(550, '5.1.1 No such address here'))
      if (envelope.rcptTo.length >= RECIPIENTS_MAX)
        return answer(refusal(452, '4.5.3 Too many recipients'))
      answer()
    },
    onData(stream, { envelope }, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (stream.sizeExceeded) return answer(refusal(552, '5.3.4 Too large for a report'))
        const raw = Buffer.concat(chunks)
        const work = envelope.rcptTo.map(async ({ address }) =>
          heard(await takeIn(intake, address, raw)),
        )
        Promise.all(work).then(
          () => answer(),
          (error: Error) => {
            heard(error)
            answer(refusal(451, '4.3.0 Try again later'))
          },
        )
      })
    },
  })
  server.on('error', heard)
  const listening = server.listen(port, host)
  await once(listening, 'listening')
  const address = listening.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}
