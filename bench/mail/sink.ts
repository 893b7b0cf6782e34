import { appendFileSync } from 'node:fs'
import { createServer } from 'node:net'

// A relay on this machine that takes everything, as a process of its own. Argument: a file, into which the return path of
// every message goes before it is answered, as a relay's log would tell. Says its port on standard output.
const log = process.argv[2]!
const GREETING = '220 sink.example.test ESMTP\r\n'

const server = createServer((socket) => {
  let rest = ''
  let from = ''
  let isText = false
  socket.on('error', () => {}) // clients that are killed
  socket.write(GREETING)
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    rest += chunk
    for (;;) {
      const mark = isText ? '\r\n.\r\n' : '\r\n'
      const end = rest.indexOf(mark)
      if (end < 0) {
        if (isText && rest.length > 8) rest = rest.slice(-8) // nobody reads the text; the mark may come in two pieces
        return
      }
      const line = rest.slice(0, end)
      rest = rest.slice(end + mark.length)
      if (isText) {
        isText = false
        appendFileSync(log, `${from}\n`)
        socket.write('250 2.0.0 queued\r\n')
      } else socket.write(answerTo(line))
    }

    function answerTo(line: string): string {
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') return '250-sink.example.test\r\n250 PIPELINING\r\n'
      if (verb === 'MAIL') from = /<(.*?)>/.exec(line)?.[1] ?? ''
      if (verb !== 'DATA') return verb === 'QUIT' ? '221 bye\r\n' : '250 2.0.0 fine\r\n'
      isText = true
      rest = `\r\n${rest}` // an empty message ends with its first line
      return '354 go on\r\n'
    }
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' && address ? address.port : 0)
})
