import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { header, mailbox, textHeader } from './header.ts'
import { bytesOf, encodedBody, message } from './message.ts'
import { quotedPrintable } from './quoted-printable.ts'

const HOSTILE = [
  'plain',
  'a\r\nBcc: evil@example.test',
  'a\nb\rc\0d\u2028e\u2029f\u0085g',
  '=?utf-8?B?QmNj?= is not decoded',
  'é'.repeat(300),
  '😀'.repeat(100),
  'x'.repeat(5_000),
  'half \ud83d of a pair',
  'turned \u202earound\u2066',
  `${'word '.repeat(60)}end`,
  'a "quoted" \\ word, <b> (c)',
  '',
]

test.each(HOSTILE)('a subject of any kind is one field on short lines: %j', async (subject) => {
  const field = textHeader('Subject', subject)
  expect(field).toMatch(/^Subject: ?[^\r\n]*\r\n(?: [^\r\n]*\r\n)*$/)
  // oxlint-disable-next-line no-control-regex -- this is what ASCII is
  expect(field).toMatch(/^[\0-\x7f]*$/)
  for (const line of field.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)

  const parsed = await PostalMime.parse(`${field}X-Next: here\r\n\r\nbody`)
  expect(parsed.headers.map(({ key }) => key)).toEqual(['subject', 'x-next'])
  const wanted = subject
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  expect(wanted.startsWith(parsed.subject ?? '')).toBe(true)
  if (subject.length < 800) expect(parsed.subject ?? '').toBe(wanted)
})

test('a name with commas, quotes and accents stays one name', async () => {
  for (const name of [
    'Papers, daily',
    'The "best" \\ papers',
    'Ünïcode, und mehr',
    'a\r\nBcc: x',
  ]) {
    const { from } = await PostalMime.parse(`${header('From', mailbox(name, 'a@example.org'))}\r\n`)
    expect(from).toMatchObject({ address: 'a@example.org', name: name.replace('\r\n', ' ') })
  }
})

test('a value of our own that is not plain is a mistake, not a header', () => {
  expect(() => header('X', 'a\r\nb')).toThrow(RangeError)
  expect(() => header('X', 'é')).toThrow(RangeError)
})

const TEXTS = [
  '',
  'a',
  'one\ntwo\r\nthree\rfour',
  '.leading dot\n..two\nFrom here\n',
  'trailing space \ntrailing tab\t\n',
  'é'.repeat(500),
  '😀 non-BMP '.repeat(50),
  'w'.repeat(20_000),
  'a=b=3D==\n=',
  `${'x'.repeat(75)}.\n${'x'.repeat(76)}\n${'x'.repeat(77)}\n${'x'.repeat(75)} \n`,
  'half \ud83d',
]

test.each(TEXTS)(
  'a text comes back as it was, on lines that relays leave alone: %#',
  async (text) => {
    const encoded = quotedPrintable(text)
    for (const line of encoded.split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(76)
      expect(line).not.toMatch(/^\.|^From |[ \t]$/)
    }
    const raw = bytesOf(message([header('X', 'y')], { text: [encoded], html: null }, 'b'))
    const parsed = await PostalMime.parse(raw)
    const lines = text.toWellFormed().replace(/\r\n|\r/g, '\n')
    expect((parsed.text ?? '').replace(/\n$/, '')).toBe(lines)
  },
)

test('texts encoded apart and joined are the text of both', () => {
  const [one, other] = ['one é', 'From other']
  expect(quotedPrintable(one) + quotedPrintable(other)).toBe(quotedPrintable(`${one}\n${other}`))
})

test('both parts come back, whatever the text says about boundaries', async () => {
  const text = 'before\n--=_edge\n--=_edge--\nafter'
  const raw = bytesOf(
    message([header('Subject', 's')], encodedBody(text, `<p>${text}</p>`), 'edge'),
  )
  const parsed = await PostalMime.parse(raw)
  expect(parsed.text?.trim()).toBe(text)
  expect(parsed.html?.trim()).toBe(`<p>${text}</p>`)
  expect(parsed.attachments).toEqual([])
})
