import type { Mention } from './mention.ts'
import { maximum, type Quantity } from '../numeral.ts'
import type { UnitPhrase } from '../units.ts'
import { breaksAfter, type Word } from '../words.ts'

/** What a singular noun behind a number holds: tokens for "a 100B corpus", samples for "a 200K dataset"; else nothing. */
export function held(words: Word[], mention: Mention, phrase: UnitPhrase): UnitPhrase | null {
  if (maximum(mention) === 1) return phrase
  const holder = words[phrase.last]!.lower
  if (/^(?:corpus|dataset|benchmark|collection|suite)$/.test(holder)) {
    if (phrase.head !== holder && phrase.role === 'content') return { ...phrase, single: false }
    if (words[mention.last + 1]?.lower === 'word')
      return { ...phrase, unit: 'words', role: 'measure' }
    if (holder === 'corpus' && maximum(mention) >= 1e9)
      return { ...phrase, unit: 'tokens', role: 'measure' }
    if (mention.scale && holder !== 'benchmark')
      return { ...phrase, unit: 'samples', role: 'content' }
  }
  return null
}

const NEAR = 4

/** "up to the size of 66B", "T5 variants (11B)", "a 256K context": the words around a bare size say of what. */
export function bareSize(words: Word[], mention: Mention): Mention {
  if (mention.scale !== 'letter') return mention
  const around = words.slice(Math.max(0, mention.first - NEAR), mention.first)
  const letter = words[mention.last]!.text.replace(/[${}]/g, '').at(-1)
  const known = { role: 'measure' as const, known: true }
  const sized =
    around.some(({ lower }) => SIZE.test(lower)) ||
    MODEL_NOUNS.has(words[mention.start - 1]?.lower ?? '')
  if (letter === 'B' && sized) return { ...mention, ...known, unit: 'parameters' }
  if (letter === 'T' && words.slice(0, mention.first).some(({ lower }) => lower === 'tokens'))
    return { ...mention, ...known, unit: 'tokens' }
  const context = [...around, ...words.slice(mention.last + 1, mention.last + 3)]
  if (letter === 'K' && context.some(({ lower }) => lower === 'context'))
    return { ...mention, ...known, unit: 'tokens' }
  return mention
}

const SIZE = /^(?:sizes?|scales?|parameters?|ranging)$/

/** The model noun that ends the phrase from `first` on, or 0. */
export function modelNoun(words: Word[], first: number): number {
  for (let index = first; index < Math.min(words.length, first + NEAR); index++) {
    const word = words[index]!
    if (index > first && breaksAfter(words[index - 1]!)) return 0
    if (MODEL_NOUNS.has(word.lower)) return index
    if (
      /^(?:of|in|on|for|with|and|or|to|tokens?|parameters?|corpus|dataset|data)$/.test(word.lower)
    )
      return 0
  }
  return 0
}

/** 175B models have 175e9 parameters; 3,700 models are models; so are "two million models". */
export const sizesModels = (quantity: Quantity) =>
  quantity.scale === 'letter' || (quantity.scale === 'word' && maximum(quantity) >= 1e9)

const MODEL_NOUNS = new Set(
  'model models llm llms mllm mllms lvlm lvlms vlm vlms lmm plm plms variant variants network networks transformer transformers scale checkpoint checkpoints backbone moe version versions'.split(
    ' ',
  ),
)
