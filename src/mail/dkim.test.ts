import { generateKeyPairSync } from 'node:crypto'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, test } from 'vitest'
import { DkimError, dkimKey, dkimRecord, isSigned, signMessage } from './dkim.ts'
import { header, textHeader } from './mime/header.ts'
import { bytesOf, encodedBody, message, type Message } from './mime/message.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const KEY = dkimKey(pem, 'example.org', 'papers')

const MESSAGE = message(
  [
    header('From', '"Papers" <papers@example.org>'),
    header('To', '<ada@example.com>'),
    textHeader(
      'Subject',
      'Größe, und noch viel mehr davon in einer Zeile, die gefaltet werden muss',
    ),
    header('Date', 'Thu, 17 Apr 2025 12:00:00 +0000'),
    header('Message-ID', '<x@example.org>'),
    header('List-Id', '<daily.example.org>'),
    header(
      'List-Unsubscribe',
      '<https://papers.example.org/email/u/token>, <mailto:u+token@bounce.example.org>',
    ),
    header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
  ],
  encodedBody('Hello.\n.dots\n\n\n', '<p>Hello.</p>'),
  'edge',
)

/** What a receiver finds, by a library that is not ours. */
async function verdict(message: Message, record = dkimRecord(KEY)): Promise<string> {
  const resolver = () => Promise.resolve([[record]])
  const { results } = await dkimVerify(bytesOf(message), { resolver })
  return results[0]?.status.result ?? 'none'
}

test('what we sign, others verify', async () => {
  const signed = await signMessage(MESSAGE, KEY)
  expect(await verdict(signed)).toBe('pass')
  expect(isSigned(signed, dkimRecord(KEY), ['from', 'list-unsubscribe-post'])).toBe(true)
  expect(isSigned(signed, dkimRecord(KEY), ['reply-to'])).toBe(false)
  expect(isSigned(MESSAGE, dkimRecord(KEY), ['from'])).toBe(false)
  expect(await signMessage(MESSAGE, KEY)).toEqual(signed)
  for (const line of signed.join('').split('\r\n')) expect(line.length).toBeLessThan(998)
})

test.each([
  ['From', '"Papers"', '"Others"'],
  ['Subject', 'gefaltet', 'entfalte'],
  ['To', '<ada@', '<bob@'],
  ['List-Unsubscribe', 'email/u/token>', 'email/u/taken>'],
  ['List-Unsubscribe-Post', 'One-Click', 'Two-Click'],
  ['the body', '<p>Hello', '<p>Hullo'],
])('35: who changes %s breaks the signature', async (_, from, to) => {
  const signed = (await signMessage(MESSAGE, KEY)).join('')
  const encoded = signed.includes(from) ? from : Buffer.from(from).toString('base64').slice(1, 6)
  const changed = signed.includes(from)
    ? signed.replace(from, to)
    : signed.replace(
        encoded,
        encoded.toLowerCase() === encoded ? encoded.toUpperCase() : encoded.toLowerCase(),
      )
  expect(changed).not.toBe(signed)
  expect(await verdict([changed])).not.toBe('pass')
  expect(isSigned([changed], dkimRecord(KEY), ['from'])).toBe(false)
})

test('35: nobody can add a second From', async () => {
  const signed = await signMessage(MESSAGE, KEY)
  expect(await verdict(['From: <evil@example.test>\r\n', ...signed])).not.toBe('pass')
})

test('a body of empty lines, are signed as the standard says', async () => {
  for (const body of ['\r\n', '\r\n\r\n\r\n', 'x\r\n\r\n\r\n']) {
    const plain = [`From: <papers@example.org>\r\nSubject: x\r\n\r\n${body}`]
    expect(await verdict(await signMessage(plain, KEY)), JSON.stringify(body)).toBe('pass')
  }
})

test('35: a key that cannot sign is refused before anything is sent', () => {
  const ed25519 = generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
  const small = generateKeyPairSync('rsa', { modulusLength: 512 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
  for (const wrong of ['', 'no key', pem.slice(0, -100), ed25519, small]) {
    expect(() => dkimKey(wrong, 'example.org', 'papers')).toThrow(DkimError)
  }
})

test('35: the signature of an old key is not that of the new one', async () => {
  const other = dkimKey(
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
    'example.org',
    'papers2',
  )
  const signed = await signMessage(MESSAGE, other)
  expect(await verdict(signed, dkimRecord(other))).toBe('pass')
  expect(await verdict(signed)).not.toBe('pass')
})
