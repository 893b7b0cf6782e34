import { expect, test } from 'vitest'
import { chunksOf, collected } from '../../../test/chunks.ts'
import { lines } from '../files/lines.ts'
import { paragraphsOf } from '../files/paragraphs.ts'
import { hasBlankLines } from '../files/recognise.ts'
import type { Piece } from '../row.ts'
import { pagePieces, standsAlone } from './page-pieces.ts'
import { readPage } from './page.ts'

const saved = new Date('2026-11-23T08:00:00Z')
const about = (thing: string) =>
  `We pour tea into ${thing} and count the drops that miss. ` +
  'The count is small when the hand is steady and the pot is not too full. '.repeat(5).trim()

const [cups, saucers, spoons] = [about('cups'), about('saucers'), about('spoons')]
const MASTHEAD =
  'new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyME and the tea community\n\nApr 17'
const PAGE = `${MASTHEAD}\n\nOn Cups\n\n${cups}\n\nSaucers: How Flat?\n\n${saucers}\n\nSpoons\n\n${spoons}\n`

function papersOf(content: string, day: string | null = null) {
  const paragraphs = paragraphsOf(lines(chunksOf(content, 50)), hasBlankLines(content), standsAlone)
  return collected(pagePieces(paragraphs, { day, saved }))
}
const read = (pieces: Piece[]) =>
  pieces.flatMap((piece) => ('text' in piece ? [JSON.parse(piece.text)] : []))
const notes = (pieces: Piece[]) => pieces.flatMap((piece) => ('note' in piece ? [piece.note] : []))

const THREE = [
  { title: 'On Cups', abstract: cups, day: '2026-04-17', position: 1 },
  { title: 'Saucers: How Flat?', abstract: saucers, day: '2026-04-17', position: 2 },
  { title: 'Spoons', abstract: spoons, day: '2026-04-17', position: 3 },
]

test('titles and abstracts come in the order of the page, with the day of its date line', async () => {
  const pieces = await papersOf(PAGE)

  expect(read(pieces)).toEqual(THREE)
  expect(pieces.flatMap((piece) => ('text' in piece ? [piece.line] : []))).toEqual([11, 15, 19])
  expect(notes(pieces)).toEqual([
    'The page says "Apr 17" without a year; it was taken for 2026-04-17.',
  ])
})

test.each([
  ['CRLF line ends', PAGE.replaceAll('\n', '\r\n')],
  ['no blank lines', PAGE.replaceAll('\n\n', '\n')],
  ['more blank lines', PAGE.replaceAll('\n\n', '\n \n\n')],
  ['a byte order mark', `\uFEFF${PAGE}`],
  ['lines wrapped at 60 columns', PAGE.replaceAll(/(.{40,60}) /g, '$1\n')],
  ['another masthead', PAGE.replace(MASTHEAD, 'Daily Papers\nLog in\nFri, Apr 17')],
  ['only a date line', PAGE.replace(MASTHEAD, 'April 17')],
  ['a masthead of unknown words', PAGE.replace(MASTHEAD, 'Tea Weekly\n\nFor friends\n\nApr 17')],
])('a page with %s is read the same', async (_, page) => {
  expect(read(await papersOf(page))).toEqual(THREE)
})

test('without a masthead the papers are kept and belong to no day', async () => {
  const pieces = await papersOf(PAGE.replace(`${MASTHEAD}\n\n`, ''))

  expect(read(pieces)).toEqual(THREE.map((paper) => ({ ...paper, day: null })))
  expect(notes(pieces)).toEqual([expect.stringContaining('--date')])
})

test('a masthead without a date is skipped', async () => {
  const pieces = await papersOf(PAGE.replace('\n\nApr 17', ''), '2025-04-17')
  expect(read(pieces)).toEqual(THREE.map((paper) => ({ ...paper, day: '2025-04-17' })))
  expect(notes(pieces)).toEqual([])
})

test('the day asked for counts more than the date line, which may differ', async () => {
  expect(notes(await papersOf(PAGE, '2025-04-17'))).toEqual([])

  const pieces = await papersOf(PAGE, '2025-04-18')
  expect(read(pieces)[0]).toMatchObject({ day: '2025-04-18' })
  expect(notes(pieces)).toEqual(['The page says "Apr 17"; 2025-04-18 was used, as asked for.'])
})

test('a title without an abstract does not shift the papers after it', async () => {
  const papers = read(await papersOf(PAGE.replace(`${cups}\n\n`, '')))
  expect(papers).toEqual([{ ...THREE[0], abstract: null }, THREE[1], THREE[2]])
})

test('a blank line inside an abstract does not shift the papers after it', async () => {
  const [first, ...rest] = cups.split('. ')
  const papers = read(await papersOf(PAGE.replace(cups, `${first}.\n\n${rest.join('. ')}`)))
  expect(papers).toEqual([
    { ...THREE[0], abstract: `${first}.\n\n${rest.join('. ')}` },
    THREE[1],
    THREE[2],
  ])

  const tail = 'The code is at https://tea.example/cups'
  const withTail = read(await papersOf(PAGE.replace(cups, `${cups}\n\n${tail}`)))
  expect(withTail).toEqual([{ ...THREE[0], abstract: `${cups}\n\n${tail}` }, THREE[1], THREE[2]])
})

test('a title that ends in a full stop is a title all the same', async () => {
  const papers = read(await papersOf(PAGE.replace('Saucers: How Flat?', 'Saucers are flat.')))
  expect(papers[1]).toEqual({ ...THREE[1], title: 'Saucers are flat.' })
})

test('the lists of several days on one page are counted apart', async () => {
  const papers = read(await papersOf(PAGE.replace('Spoons\n\n', 'Apr 16\n\nSpoons\n\n')))
  expect(papers[2]).toEqual({ ...THREE[2], day: '2026-04-16', position: 1 })
})

test('a text without a title is rejected with its line', async () => {
  const pieces = await papersOf(PAGE.replace('On Cups\n\n', ''))
  expect(pieces).toContainEqual({ line: 11, reason: 'There is no title above this text.' })
  expect(read(pieces)).toHaveLength(2)
})

test('a paper of a page is known by its title and listed on its day', () => {
  expect(readPage(THREE[0]!, () => {})).toEqual({
    source: 'page',
    externalId: expect.stringMatching(/^title:on-cups-[0-9a-f]{6}@2026-04-17$/),
    draft: {
      ids: {},
      title: 'On Cups',
      abstract: cups,
      posting: { day: '2026-04-17', position: 1, votes: 0, comments: 0 },
    },
  })
})
