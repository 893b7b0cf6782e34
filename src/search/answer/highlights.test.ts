import { expect, test } from 'vitest'
import { analyse, type Token } from '../analysis/analyse.ts'
import { chances } from '../testing/generate.ts'
import { highlight } from './highlights.ts'

const marked = (text: string, ...terms: string[]) =>
  highlight(text, new Set(terms)).map(([start, end]) => text.slice(start, end))

test('inflections, capitals, accents and compounds are marked as they stand', () => {
  expect(
    marked('Networks of naïve GPT-4 self-training', 'network', 'naiv', 'gpt4', 'train'),
  ).toEqual(['Networks', 'naïve', 'GPT-4', 'self-training'])
})

test('a word is marked by its term, though that begins with another letter', () => {
  expect(marked('Eight cases of oedema and none of dropsy', '8', 'edema')).toEqual([
    'Eight',
    'oedema',
  ])
})

test('words whose stems differ early are marked too', () => {
  expect(marked('Dying whales, lying data, two ties, an A', 'die', 'lie', 'tie', 'a')).toEqual([
    'Dying',
    'lying',
    'ties',
    'A',
  ])
})

test('every word that is written in two ways is marked by its one spelling', () => {
  const words =
    'haemoglobin foetus paediatric oesophagus oestrogen diarrhoea leukaemia sceptical grey mould artefact sulphur manoeuvre ageing colour centre catalogue analyze optimise two twofold hundred eight programme defence skies dying tying news GPUs LLMs'.split(
      ' ',
    )
  for (const word of words) {
    const [{ stem, exact }] = analyse(word) as [Token]
    expect(marked(`A ${word} is`, stem)).toEqual([word])
    expect(marked(`A ${word.toUpperCase()} is`, exact)).toEqual([word.toUpperCase()])
  }
})

test('exactly the chunks that hold a term are marked', () => {
  const { paper, pick } = chances(9)
  for (let i = 0; i < 200; i++) {
    const { abstract } = paper('p')
    const tokens = analyse(abstract)
    if (tokens.length === 0) continue
    const terms = new Set([pick(tokens).stem, pick(tokens).exact])
    const expected = tokens
      .filter(({ stem, exact }) => terms.has(stem) || terms.has(exact))
      .map(({ start, end }) => `${start}-${end}`)
    expect(highlight(abstract, terms).map(([start, end]) => `${start}-${end}`)).toEqual([
      ...new Set(expected),
    ])
  }
})

test('what was marked for other terms is forgotten, also when terms are asked for in turns', () => {
  const [first, second] = [new Set(['graph', 'gpt4']), new Set(['grape'])]
  const text = 'Graph of grapes by GPT-4, a graph'
  for (let i = 0; i < 3; i++) {
    expect(highlight(text, first)).toHaveLength(3)
    expect(highlight(text, second)).toEqual([[9, 15]])
  }
})
