import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const WORKS = 120

/** What a line may hold. A field that is not known for certain is left out, never null or empty. */
const Line = z.strictObject({
  ids: z.strictObject({ arxiv: z.string().regex(/^\d{4}\.\d{4,5}$/) }),
  title: z.string().min(1),
  abstract: z.string().min(150).max(420),
  authors: z.array(z.string().min(2)).min(1).optional(),
  published: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), // the month of the first version
  venue: z.string().min(2).optional(),
  categories: z
    .array(z.string().regex(/^[a-z-]+(\.[A-Z]{2})?$/))
    .min(1)
    .optional(),
  links: z
    .array(z.strictObject({ url: z.url(), kind: z.enum(['code', 'project', 'other']) }))
    .min(1)
    .optional(),
  day: z.literal('2025-04-17'),
  position: z.int(),
})

const root = join(import.meta.dirname, '..')
const lines = readFileSync(join(root, 'sample/papers.jsonl'), 'utf8').trimEnd().split('\n')
const read = lines.map((line) => Line.safeParse(JSON.parse(line)))
const papers = read.flatMap((result) => (result.success ? [result.data] : []))

test('every line holds the fields of a work and no others', () => {
  const faults = read.flatMap(({ error }, index) =>
    error ? [`line ${index + 1}: ${z.prettifyError(error)}`] : [],
  )
  expect(faults).toEqual([])
})

test('the sample has 120 works, in the order of their positions', () => {
  expect(papers.map((paper) => paper.position)).toEqual(
    Array.from({ length: WORKS }, (_, index) => index + 1),
  )
})

test('no two works share an identifier or a title', () => {
  expect(new Set(papers.map((paper) => paper.title)).size).toBe(WORKS)
  expect(new Set(papers.map((paper) => paper.ids.arxiv)).size).toBe(WORKS)
})

test('a work is dated in the month of its arXiv identifier, or in the month before', () => {
  // arXiv numbers a work when it is announced: one handed in on the last day gets the next month.
  for (const { ids, published } of papers) {
    const announced = monthNumber(`20${ids.arxiv.slice(0, 2)}-${ids.arxiv.slice(2, 4)}`)
    expect([0, 1], ids.arxiv).toContain(announced - monthNumber(published))
  }
})

/** Months since the year 0: '2024-12' and '2025-01' are one apart. */
function monthNumber(yearAndMonth: string): number {
  const [year, month] = yearAndMonth.split('-').map(Number)
  return year! * 12 + month!
}

test('titles and summaries are plain text without the debris of TeX', () => {
  for (const { title, abstract } of papers) {
    expect(`${title} ${abstract}`).not.toMatch(/[\\^{}~]|--|``|''|\$\^|\s{2}|^\s|\s$/)
  }
})

test('links lead to http addresses and end where the address ends', () => {
  for (const link of papers.flatMap((paper) => paper.links ?? [])) {
    expect(link.url).toMatch(/^https?:\/\/[^\s{}()\\]+[^\s{}()\\.,;:]$/)
  }
})

/** What is left of a title when signs, spaces and TeX are gone: 'R$^{2}$-Net' and 'R²-Net' are both 'R2Net'. */
function letters(title: string): string {
  return title.normalize('NFKD').replaceAll(/[^\p{L}\d]/gu, '')
}

/** 'Wide-Net 7B: 71.5%' is ['wide', 'net', '7', 'b', '71.5']: letters and numbers apart, case and signs lost. */
function words(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+|\d+(?:[.,]\d+)*/gu) ?? []
}

function runsOf(length: number, text: string): string[] {
  const all = words(text)
  return all.slice(length - 1).map((_, index) => all.slice(index, index + length).join(' '))
}

/** The numbers in a text, without the commas of thousands; '40K' is given as 40 and as 40000. */
function numbers(text: string): string[] {
  return [...text.matchAll(/(\d+(?:[.,]\d+)*)(k\b)?/gi)].flatMap(([, digits = '', thousands]) => {
    const number = digits.replaceAll(',', '')
    return thousands ? [number, String(Number(number) * 1000)] : [number]
  })
}

test('runs of words and numbers are found whatever stands between them', () => {
  expect(runsOf(3, 'Wide-Net 7B, at 71.5%')).toEqual([
    'wide net 7',
    'net 7 b',
    '7 b at',
    'b at 71.5',
  ])
  expect(runsOf(3, 'two words')).toEqual([])
  expect(numbers('40K of 1,080×1,920 at 0.7')).toEqual(['40', '40000', '1080', '1920', '0.7'])
})

// The saved page lies next to a checkout where it may be read; its abstracts are not ours to publish.
const pageFile = join(root, '../shared/data/pages/000_a5d6776ce9ba08b2.txt')

describe.skipIf(!existsSync(pageFile))('beside the saved page in ../shared/data', () => {
  const page = existsSync(pageFile) ? readPage(readFileSync(pageFile, 'utf8')) : []
  const pairs = papers.map((paper, index) => ({ paper, source: page[index]! }))

  test('every title is the title on the page, in the order of the page', () => {
    for (const { paper, source } of pairs) {
      expect(letters(paper.title)).toBe(letters(source.title))
    }
  })

  test('no summary shares eight words in a row with the abstract', () => {
    const shared = pairs.flatMap(({ paper, source }) => {
      const theirs = new Set(runsOf(8, source.abstract))
      return runsOf(8, paper.abstract).filter((run) => theirs.has(run))
    })
    expect(shared).toEqual([])
  })

  test('every number in a summary is on the page', () => {
    const invented = pairs.flatMap(({ paper, source }) => {
      const theirs = new Set(numbers(`${source.title} ${source.abstract}`))
      return numbers(paper.abstract)
        .filter((number) => !theirs.has(number))
        .map((number) => `${paper.position}: ${number}`)
    })
    expect(invented).toEqual([])
  })

  test('every link is in the abstract', () => {
    for (const { paper, source } of pairs) {
      for (const link of paper.links ?? []) {
        expect(source.abstract).toContain(link.url.replace('https://', ''))
      }
    }
  })
})

/** The page ends in its works, a line for the title and a line for the abstract; a masthead goes before. */
function readPage(text: string): { title: string; abstract: string }[] {
  const filled = text.split('\n').filter((line) => line.trim() !== '')
  const listed = filled.slice(-2 * WORKS).map((line) => line.replaceAll(/(\d)times(\d)/g, '$1×$2'))
  return Array.from({ length: WORKS }, (_, index) => ({
    title: listed[2 * index]!,
    abstract: listed[2 * index + 1]!,
  }))
}
