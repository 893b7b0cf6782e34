import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { parseQuery } from './parse.ts'
import { pastedId } from './pasted.ts'

const words = (typed: string) => parseQuery(typed).words.map(({ text }) => text)
const clauses = (typed: string) => parseQuery(typed).clauses.map(({ shown }) => shown)
const conditions = (typed: string) => parseQuery(typed).clauses.flatMap(({ anyOf }) => anyOf)

test('stop words are left out, unless there is nothing else', () => {
  expect(words('what is the mixture of experts')).toEqual(['mixture', 'experts'])
  expect(words('to be or not to be')).toEqual(['to', 'be', 'or', 'not'])
})

test('each piece of a size weighs little beside the size, and what it is joined to no less than another part', () => {
  const shares = (typed: string) => {
    const read = parseQuery(typed, { joined: 2, part: 3, quantity: 4, quantityPart: 5, other: 6 })
    return Object.fromEntries(read.words.map(({ text, share }) => [text, share]))
  }
  const size = { '7000000000': 4, '7': 5, billion: 5 }
  expect(shares('LLaMA 7 billion')).toEqual({ llama: 1, ...size })
  expect(shares('7B-LLaMA')).toEqual({ '7bllama': 2, '7000000000': 4, '7b': 5, llama: 3 })
  expect(shares('LLaMA-7B')).toEqual({ llama7b: 2, '7000000000': 4, '7b': 5, llama: 3 })
})

test.each([
  ['what is the mixture of experts', [[['mixtur']], [['expert']]]],
  ['to be', [[['to']], [['be']]]],
  ['GPT-4 agents', [[['gpt', '4'], ['gpt4']], [['agent']]]],
  ['20 million tokens', [[['20', 'million'], ['20000000']], [['token']]]],
  ['LLaMA-7B tuning', [[['llama', '7b'], ['llama7b'], ['llama', '7000000000']], [['tune']]]],
  ['7B-13B', [[['7b', '13b'], ['7b13b'], ['7000000000', '13000000000']]]],
  ['small LLM', [[['small']], [['llm'], ['larg', 'languag', 'model']]]],
  ['LLMs', [[['llms'], ['larg', 'languag', 'model']]]],
  ['better large language models', [[['better']], [['larg', 'languag', 'model'], ['llm']]]],
])('what is asked for by “%s” has its other ways to be said', (typed, asked) => {
  expect(parseQuery(typed).asked).toEqual(asked)
})

test('a page of ideographs, which is one chunk, asks for a bounded number of things', () => {
  const page = Array.from({ length: 5000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('')
  expect(parseQuery(page).asked.map((ways) => ways.map(({ length }) => length))).toEqual([[64]])
  expect(parseQuery('语言语言语言').asked).toEqual([[['语言', '言语']]])
})

test('phrases, exclusions and fields are clauses, and phrases are words too', () => {
  const typed = '"compute islands" -robot author:"Ada Lovelace" year:2023..2025 scaling'
  expect(clauses(typed)).toEqual([
    '"compute islands"',
    '-robot',
    'author:"Ada Lovelace"',
    'year:2023..2025',
  ])
  expect(words(typed)).toEqual(['compute', 'islands', 'ada', 'lovelace', 'scaling'])
})

test.each([
  ['year:2024', { kind: 'year', from: 2024, to: 2024 }],
  ['year:2025..2023', { kind: 'year', from: 2023, to: 2025 }],
  ['year:..2020', { kind: 'year', from: 1000, to: 2020 }],
  ['year:>2020', { kind: 'year', from: 2021, to: 9999 }],
  ['year:<=2020', { kind: 'year', from: 1000, to: 2020 }],
  ['date:1970-01', { kind: 'day', from: 0, to: 30 }],
  ['date:1970-01-02..1970-01-05', { kind: 'day', from: 1, to: 4 }],
  ['date:1970', { kind: 'day', from: 0, to: 364 }],
  ['has:data', { kind: 'has', trait: 1 }],
  ['cat:cs.CL', { kind: 'category', value: 'cs.cl' }],
  ['is:survey', { kind: 'survey' }],
])('%s is understood', (typed, condition) => {
  expect(conditions(typed)).toEqual([condition])
})

test('alternatives of a field are any of them', () => {
  expect(parseQuery('has:code|data').clauses).toHaveLength(1)
  expect(conditions('has:code|data')).toEqual([
    { kind: 'has', trait: 0 },
    { kind: 'has', trait: 1 },
  ])
})

test('a field that does not exist is text, and a value that makes no sense becomes words and is told', () => {
  expect(words('foo:bar')).toEqual(['foo', 'bar'])
  expect(words('year:soon has:wings')).toEqual(['year', 'soon', 'wings'])
  expect(parseQuery('year:soon').notes[0]).toContain('year')
})

test('an open quote is closed at the end, and told', () => {
  expect(clauses('"left open')).toEqual(['"left open"'])
  expect(parseQuery('"left open').notes).toEqual(['the quote was closed at the end'])
})

test('a pasted paragraph keeps its quotes and dashes to itself', () => {
  const paragraph = `${'We study models in detail. '.repeat(8)} -so "called" year:2020`
  expect(parseQuery(paragraph).clauses).toEqual([])
})

test.each([
  ['2406.01234', '2406.01234'],
  [' arXiv:2406.01234v2 ', '2406.01234'],
  ['https://arxiv.org/pdf/hep-th/9901001v1.pdf', 'hep-th/9901001'],
  ['https://huggingface.co/papers/2406.01234', '2406.01234'],
  ['https://doi.org/10.1000/ABC.5', 'doi:10.1000/abc.5'],
  ['https://aclanthology.org/2020.acl-main.1/', 'acl:2020.acl-main.1'],
  ['https://openreview.net/forum?id=AbC-1', 'openreview:AbC-1'],
])('%s names one paper', (typed, id) => {
  expect(pastedId(typed)).toBe(id)
})

test.each(['GPT-4', 'models of 2406.01234 size', '10.5', 'https://example.org/', ''])(
  '%s names no paper',
  (typed) => {
    expect(pastedId(typed)).toBeNull()
  },
)

test('a text of any signs is read within bounds', () => {
  const random = seededRandom(7)
  const signs = [
    '"',
    '-',
    ':',
    'author:',
    'year:',
    '..',
    '|',
    ' ',
    '\0',
    '\ud800',
    '\u202e',
    'a',
    '语',
    '(',
    '[',
    '*',
    '\\',
    "'; DROP TABLE papers; --",
    '%00',
    '<b>',
    '=',
    '“',
  ]
  for (let i = 0; i < 2000; i++) {
    const typed = Array.from(
      { length: Math.floor(random() * 40) },
      () => signs[Math.floor(random() * signs.length)],
    ).join('')
    const query = parseQuery(typed)
    expect(query.words.length).toBeLessThanOrEqual(128)
    for (const { shown } of query.clauses) expect(shown).not.toBe('')
  }
})

test.each([
  'a '.repeat(500_000),
  '"'.repeat(1_000_000),
  '-'.repeat(1_000_000),
  'author:'.repeat(100_000),
  '(a+)+$'.repeat(100_000),
])('a megabyte is cut, and told (%#)', (typed) => {
  expect(parseQuery(typed).notes).toContain('only the first 10000 characters were read')
})
