import { connect } from 'node:net'

// Run by a benchmark as a process of its own: asks for one page over a few connections and reports how many
// answers came. An answer is as long as the first one was, which the same page always is.
const [port, path, seconds, etag] = process.argv.slice(2)
const CONNECTIONS = 16
const REQUEST = Buffer.from(
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: br\r\n${etag ? `if-none-match: ${etag}\r\n` : ''}\r\n`,
)

let answers = 0
let length = 0

function ask(): void {
  const socket = connect(Number(port), '127.0.0.1')
  let received = 0
  socket.on('data', (chunk) => {
    length ||= lengthOf(chunk)
    received += chunk.length
    if (received < length) return
    received -= length
    answers++
    socket.write(REQUEST)
  })
  socket.write(REQUEST)
}

function lengthOf(first: Buffer): number {
  const head = first.indexOf('\r\n\r\n') + 4
  const body = /content-length: (\d+)/i.exec(first.toString('latin1', 0, head))
  return head + Number(body?.[1] ?? 0)
}

for (let n = 0; n < CONNECTIONS; n++) ask()
setTimeout(
  () => {
    process.send!(answers)
    process.exit(0)
  },
  Number(seconds) * 1000,
)
