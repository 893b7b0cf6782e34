import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { PRESS } from '../../../test/test-digests.ts'
import { bytesOf } from '../../mail/mime/message.ts'
import { parseKind } from '../kind.ts'
import type { ShownPaper } from '../shown-paper.ts'
import { readToken } from '../token.ts'
import { readUnsubscribeAddress } from '../verp.ts'
import { composer, HTML_BYTES_MAX } from './digest.ts'

const ISSUE = { id: 7, kind: 'daily', date: '2025-04-17' } as const
const WRITTEN = new Date('2025-04-17T07:00:00Z')

function paper(number: number, known: Partial<ShownPaper> = {}): ShownPaper {
  return {
    id: `2504.${String(number).padStart(5, '0')}`,
    title: `A plain title for paper number ${number}`,
    authors: ['Ada Example', 'Bob Example'],
    moreAuthors: 4,
    gist: `What paper ${number} brings, in a sentence or two that are as long as usual.`,
    facts: ['12 votes'],
    links: [{ kind: 'code', url: 'https://code.example/x' }],
    ...known,
  }
}

function compose(papers: ShownPaper[], reasons = papers.map(() => 'trending')) {
  const made = composer(PRESS, ISSUE, new Map(papers.map((each) => [each.id, each])))
  const copy = {
    subscriberId: 9,
    publicId: 'ada',
    address: 'ada@example.com',
    paperIds: papers.map(({ id }) => id),
    reasons,
    writtenAt: WRITTEN,
  }
  return { ...made.compose(copy), markup: made.markup(copy), again: () => made.compose(copy) }
}

async function parsed(papers: ShownPaper[], reasons?: string[]) {
  const composed = compose(papers, reasons)
  const bytes = bytesOf(composed.message)
  const mail = await PostalMime.parse(bytes)
  const headers = new Map(mail.headers.map(({ key, value }) => [key, value]))
  return { ...composed, bytes, mail, headers }
}

test('the headers are those that big receivers ask of senders', async () => {
  const { mail, headers, bytes, from, messageId } = await parsed([paper(1), paper(2)])
  const names = mail.headers.map(({ key }) => key)
  expect(names).toEqual([...new Set(names)])
  expect(mail.from).toEqual({ name: 'Broadsheet', address: 'papers@example.org' })
  expect(mail.to).toEqual([{ name: '', address: 'ada@example.com' }])
  expect(mail.subject).toBe('A plain title for paper number 1 and 1 more')
  expect(mail.messageId).toBe(`<${messageId}>`)
  expect(mail.date).toBe(WRITTEN.toISOString())
  expect(headers.get('list-id')).toBe('"Broadsheet daily" <daily.example.org>')
  expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(headers.get('auto-submitted')).toBe('auto-generated')
  expect(headers.get('feedback-id')?.split(':')).toHaveLength(4)
  expect(from).toMatch(/^b\+7\.9\.[0-9a-v]{10}@bounce\.example\.org$/)
  expect(mail.attachments).toEqual([])
  for (const line of bytes.toString('latin1').split('\r\n')) {
    expect(line.length).toBeLessThanOrEqual(998)
    expect(line).not.toMatch(/^From |^\./)
  }
})

test('both ways to unsubscribe name this reader and this kind', async () => {
  const { headers } = await parsed([paper(1)])
  const [web, mail] = headers.get('list-unsubscribe')!.split(', ')
  const token = /\/email\/u\/(.*)>/.exec(web!)![1]!
  const grant = readToken(PRESS.keys, 'u', token, new Date('2035-01-01'))
  expect(grant).toMatchObject({ publicId: 'ada', detail: 'daily', expiresAt: null })
  expect(parseKind(grant!.detail)).toBe('daily')

  const address = /^<mailto:(.*)\?subject=unsubscribe>$/.exec(mail!)![1]!
  expect(readUnsubscribeAddress(PRESS.keys, address)).toEqual({ issueId: 7, subscriberId: 9 })
  expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64) // RFC 5321, 4.5.3.1.1
})

test('equal copies are equal to the byte', () => {
  const { message, again } = compose([paper(1), paper(2)])
  expect(again().message.join('')).toBe(message.join(''))
  expect(compose([paper(1), paper(2)]).message.join('')).toBe(message.join(''))
})

test('42: both parts list the same papers, in the same order, and the same links', async () => {
  const papers = Array.from({ length: 15 }, (_, n) => paper(n + 1))
  const { mail } = await parsed(papers)
  const inHtml = [...mail.html!.matchAll(/<h2[^>]*><a[^>]*href="([^"]+)"/g)].map(([, url]) => url)
  expect(inHtml).toEqual(papers.map(({ id }) => `https://papers.example.org/papers/${id}`))
  const inText = [...mail.text!.matchAll(/https:\/\/papers\.example\.org\/papers\/\S+/g)].map(
    ([url]) => url,
  )
  expect(inText).toEqual(inHtml)
  const all = (text: string) =>
    new Set([...text.matchAll(/https:\/\/[^\s"<>]+/g)].map(([url]) => url))
  expect(all(mail.text!)).toEqual(all(mail.html!))
})

const HOSTILE = [
  '<script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '"><img src=x>',
  '<![endif]--><b>out</b>',
  '--=_d.daily.2025-04-17',
  'a\r\nBcc: evil@example.test',
  'a\0b\u2028c',
  '=?utf-8?Q?Bcc?=',
  'x'.repeat(5_000),
  'half \ud800',
  'turned \u202earound',
]

test.each(HOSTILE)('30 and 32: %j is text and nothing else, wherever it stands', async (text) => {
  const usual = await parsed([paper(1)])
  const hostile = paper(1, {
    title: text,
    authors: [text],
    gist: text,
    facts: [text],
    links: [{ kind: text, url: 'https://x.example/"><script>' }],
  })
  const { mail, headers, bytes } = await parsed([hostile], [`search:${text}`])
  expect([...headers.keys()]).toEqual([...usual.headers.keys()])
  expect(mail.to).toEqual(usual.mail.to)
  const tags = (markup: string) =>
    [...markup.matchAll(/<(?!!--)\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name!.toLowerCase())
  expect(new Set(tags(mail.html!))).toEqual(new Set(tags(usual.mail.html!)))
  expect(tags(mail.html!).filter((name) => ['script', 'img', 'b'].includes(name))).toEqual([])
  expect(mail.html!.match(/<!\[endif\]-->/g)).toHaveLength(2)
  const shown = text.toWellFormed().replaceAll(/\r\n|\r/g, '\n')
  expect(mail.text).toContain(shown)
  expect(bytes.toString('latin1').split('\r\n\r\n')[0]).not.toMatch(/^Bcc/m)
})

test('34: a huge digest fits, with its way out inside, and says how much is left', async () => {
  const papers = Array.from({ length: 150 }, (_, n) =>
    paper(n, {
      title: 'long title '.repeat(27),
      gist: 'a long gist '.repeat(200),
      authors: Array.from({ length: 3 }, () => 'A Very Long Name '.repeat(4)),
      moreAuthors: 997,
    }),
  )
  const { mail, htmlBytes } = await parsed(papers)
  expect(Buffer.byteLength(mail.html!)).toBeLessThanOrEqual(HTML_BYTES_MAX)
  expect(htmlBytes).toBeLessThanOrEqual(HTML_BYTES_MAX)
  expect(mail.html).toMatch(/\d+\s+more on the web/)
  expect(mail.text).toMatch(/\d+ more on the web/)
  expect(mail.html).toContain('Stop the daily mail')
  expect(mail.html!.trim().endsWith('</html>')).toBe(true)
})

test('the usual digest of thirty papers has room for all', async () => {
  const { htmlBytes, mail } = await parsed(
    Array.from({ length: 30 }, (_, n) => paper(n, { gist: 'g'.repeat(240) })),
  )
  expect(htmlBytes).toBeLessThan(HTML_BYTES_MAX)
  expect(mail.html).not.toContain('more on the web')
})

test('why a paper is here is said where the reader asked for it', async () => {
  const { mail } = await parsed(
    [paper(1), paper(2), paper(3)],
    ['search:sparse "experts"', 'topic:scaling-laws', 'trending'],
  )
  expect(mail.text).toContain('Your search: sparse "experts"')
  expect(mail.text).toContain('Your topic: scaling laws')
  expect(mail.text).not.toContain('trending')
})

test('nothing in it is fetched from anywhere, and nothing follows the reader', () => {
  const { markup } = compose([paper(1)])
  expect(markup).not.toMatch(
    /<(?:img|link|script|iframe|object|form|input|video|svg)\b|url\(|@import|src=/i,
  )
})
