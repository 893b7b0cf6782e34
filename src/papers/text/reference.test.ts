import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { renderAbstract, renderTitle } from '../text.ts'

const data = new URL('../../../../shared/data/', import.meta.url)
const page = new URL('pages/000_a5d6776ce9ba08b2.txt', data)
const reference = new URL('gold/papers-odd.json', data)

const ReferencePapers = z.array(
  z.object({
    n: z.number(), // from 1, in the order of the page
    title: z.string(),
    math_spans: z.array(z.string()),
    rendered: z.array(z.string()),
    tex_typography: z.array(z.object({ raw: z.string(), rendered: z.string() })).optional(),
  }),
)

test.skipIf(!existsSync(page) || !existsSync(reference))(
  'a page of 120 papers reads as its hand-made reference says',
  () => {
    const papers = readPage()
    expect(papers).toHaveLength(120)

    for (const paper of ReferencePapers.parse(JSON.parse(readFileSync(reference, 'utf8')))) {
      const { title, abstract } = papers[paper.n - 1]!
      expect(title).toBe(paper.title)
      const shown = `${renderTitle(title).text}\n${renderAbstract(abstract, title).text}`
      const typography = paper.tex_typography ?? []
      for (const expected of [...paper.rendered, ...typography.map((pair) => pair.rendered)]) {
        const isThere = shown.includes(expected) || lettersOf(shown).includes(lettersOf(expected))
        expect(isThere, expected).toBe(true)
      }
      for (const raw of [...paper.math_spans, ...typography.map((pair) => pair.raw)]) {
        expect(shown).not.toContain(raw)
      }
    }
  },
)

/** After the masthead, which ends with the day, titles and abstracts take turns, apart by blank lines. */
function readPage(): { title: string; abstract: string }[] {
  const blocks = readFileSync(page, 'utf8')
    .trim()
    .split(/\n{2,}/)
  const first = blocks.findIndex((block) => /^[A-Z][a-z]{2} \d{1,2}$/.test(block)) + 1
  const titles = blocks.slice(first).filter((_, at) => at % 2 === 0)
  return titles.map((title, at) => ({ title, abstract: blocks[first + 2 * at + 1]! }))
}

/** The name of a macro that was never defined is known from elsewhere; its letters alone are accepted as well. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll('-', '')
}
