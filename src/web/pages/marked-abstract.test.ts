import { expect, test } from 'vitest'
import { paper as somePaper } from '../../../test/test-paper.ts'
import { seededRandom } from '../../../test/random.ts'
import type { PaperClaim } from '../../catalogue/paper-findings-store.ts'
import { findingsOf } from '../../catalogue/findings.ts'
import { renderAbstract } from '../../papers/text.ts'
import { markedAbstract } from './marked-abstract.ts'

const title = 'MapNet: Faster Maps'

async function marks(abstract: string, quotes?: string[]) {
  const claims = quotes
    ? quotes.map((quote) => claimAt(abstract, quote))
    : findingsOf({ id: '1', title, abstract, published: null }, []).claims.map((claim) => ({ ...claim, quoteText: claim.quote, value: 1, low: null, modifier: null, comparator: null })) // prettier-ignore
  const abstractHtml = renderAbstract(abstract, title).html
  const { html, marked } = markedAbstract({ ...somePaper, title, abstract, abstractHtml }, claims, () => 'tip') // prettier-ignore
  return { html: (await html).toString(), marked: [...marked], plain: abstractHtml }
}

function claimAt(abstract: string, quote: string): PaperClaim {
  const start = abstract.indexOf(quote)
  const span: [number, number] = [start, start + quote.length]
  return { value: 1, low: null, modifier: null, unit: 'x', metric: '', subject: '', comparator: null, kind: 'other', quote, quoteText: quote, span, sentence: span } // prettier-ignore
}

const unmarked = (html: string) =>
  html
    .replace(/<span class="tip".*?<\/span>/g, '')
    .replace(
      /<mark id="said-\d+"><a href="#claim-\d+" aria-describedby="tip-\d+">|<\/a><\/mark>/g,
      '',
    )
    .replace(/<span class="said">(.*?)<\/span>/gs, '$1')

test('the quote is marked in its sentence and leads to its row', async () => {
  const { html } = await marks('We propose MapNet, a model. It is 3.7x faster than maps. So it is.')
  expect(html).toContain(
    '<span class="said">It is <mark id="said-1"><a href="#claim-1" aria-describedby="tip-1">3.7x</a></mark><span class="tip" role="tooltip" id="tip-1">tip</span> faster than maps.</span> So it is.',
  )
})

test('a quote that is part of a formula is left alone, and the others are marked', async () => {
  const { html, marked, plain } = await marks('We show $3.7 \\times x$ and 12 maps.', [
    '3.7',
    '12 maps',
  ])
  expect(marked).toEqual([1])
  expect(unmarked(html)).toBe(plain)
})

test('a formula inside a quote stays a formula', async () => {
  const { html, marked } = await marks('It takes $\\sum_{i} x_i^2$ of it.', [
    '$\\sum_{i} x_i^2$ of',
  ])
  expect(marked).toEqual([0])
  expect(html).toMatch(/<mark[^>]*><a[^>]*><math[\s\S]*<\/math> of<\/a><\/mark>/)
})

test('a link is not put into a link', async () => {
  const { marked } = await marks('See https://example.org/3x for it.', [
    'https://example.org/3x for',
  ])
  expect(marked).toEqual([])
})

test('of quotes that overlap the first is marked', async () => {
  expect((await marks('It has 12 or 13 maps.', ['12 or 13', '13 maps'])).marked).toEqual([0])
})

test('an abstract that holds our own marks is shown as it is', async () => {
  const { html, plain } = await marks('A \ue012 of 12 maps.', ['12 maps'])
  expect(html).toBe(plain)
})

const PIECES =
  "We propose|MapNet,|a model|with 7B parameters.|It is|$3.7\\times$|3.7x faster|than|$x_1 = 5\\%$|from 20% to 51.6\\%.|See https://a.org/5x.|{\\bf 12 maps}|\n\n|8 GPUs|--|``quoted''|<b>5x</b>|\\textbf{40%} more|M$^{3}$-20M images.|1,536times1,536|& 50% of".split(
    '|',
  )

test('whatever the text, marks change nothing but themselves', async () => {
  const random = seededRandom(99)
  let marked = 0
  for (let round = 0; round < 300; round++) {
    const words = Array.from({ length: 25 }, () => PIECES[Math.floor(random() * PIECES.length)]!)
    const shown = await marks(words.join(' '))
    marked += shown.marked.length
    expect(unmarked(shown.html)).toBe(shown.plain)
  }
  expect(marked).toBeGreaterThan(300)
})
