import { createReadStream, existsSync } from 'node:fs'
import { createZstdDecompress } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { renderAbstract, renderTitle } from '../text.ts'
import { checkHtml } from '../../../test/check-html.ts'
import { setFormula } from './formula/set-formula.ts'
import { seededRandom } from '../../../test/random.ts'

const corpus = new URL('../../../../shared/data/papers-300k.jsonl.zst', import.meta.url)
const SAMPLE = 1_000

const CorpusPaper = z.object({ id: z.string(), title: z.string(), abstract: z.string().optional() })
type CorpusPaper = z.infer<typeof CorpusPaper>

test.skipIf(!existsSync(corpus))(
  'of 1,000 abstracts with TeX, all are safe, and no formula is left that could be set',
  { timeout: 120_000 },
  async () => {
    const papers = await sample()
    expect(papers).toHaveLength(SAMPLE)

    const wrong: string[] = []
    for (const { id, title, abstract = '' } of papers) {
      for (const { html } of [renderTitle(title), renderAbstract(abstract, title)]) {
        const { problems, text } = checkHtml(html)
        wrong.push(...problems.map((problem) => `${id}: ${problem}`))
        wrong.push(...settable(text).map((tex) => `${id}: $${tex}$`))
      }
    }
    expect(wrong).toEqual([])
  },
)

/** What stands between two dollars of the shown text, looks like TeX, and could have been set. */
function settable(shown: string): string[] {
  const between = [...shown.matchAll(/\$([^$\n]{1,300})\$/g)].map(([, tex]) => tex!)
  return between.filter(
    (tex) =>
      /[\\^_{}=]|^\s*[A-Za-z]\s*$/.test(tex) && !setFormula(tex, false).html.includes('<code>'),
  )
}

/** Lines end in \n only: U+2028 is a character of abstracts. Chosen by seed from the whole file, then those with TeX. */
async function sample(): Promise<CorpusPaper[]> {
  const random = seededRandom(20_260_801)
  const chosen: CorpusPaper[] = []
  for await (const line of lines()) {
    if (random() > 0.03 || chosen.length === SAMPLE) continue
    const paper = CorpusPaper.parse(JSON.parse(line))
    if (/[\\$]|[\^_]\{/.test(paper.abstract ?? '')) chosen.push(paper)
  }
  return chosen
}

async function* lines(): AsyncGenerator<string> {
  let rest = ''
  const stream = createReadStream(corpus).pipe(createZstdDecompress())
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    const parts = (rest + String(chunk)).split('\n')
    rest = parts.pop()!
    yield* parts
  }
  if (rest !== '') yield rest
}
