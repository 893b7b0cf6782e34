import type { Token } from '../analysis/analyse.ts'
import { isStopWord } from '../analysis/stop-words.ts'
import { stem } from '../analysis/stem.ts'
import type { OtherName } from './acronyms.ts'
import { inARow } from './in-a-row.ts'
import type { Asked } from './query.ts'

/** Chunks of the query that are one thing together. The first way is the words as they were typed. */
interface Thing {
  starts: number[] // of its chunks, in the text
  ways: Asked
}

const MOST_THINGS = 128 // of an abstract pasted whole; each costs up to 0.1 ms among 300,000 papers

/**
 * What was asked for, thing by thing, in order: 'GPT-4' is said by its parts or as one word, '20 million' by its one spelling,
 * and 'large language models', one thing, by its acronym. Stop words ask for nothing, unless there is nothing else.
 */
export function askedOf(tokens: Token[], others: OtherName[]): Asked[] {
  const telling = tokens.filter(({ text }) => !isStopWord(text))
  const chunks = Map.groupBy(telling.length > 0 ? telling : tokens, ({ start }) => start)
  const some = [...chunks].slice(0, MOST_THINGS)
  let things = some.map(([start, ofChunk]): Thing => ({ starts: [start], ways: waysOf(ofChunk) }))
  for (const name of others) things = withName(things, name)
  return things.map(({ ways }) => ways)
}

const MOST_PARTS = 64 // of a chunk: a page of ideographs is one, with as many parts as characters

function waysOf(chunk: Token[]): Asked {
  const parts = chunk.filter(({ joined }) => !joined)
  const asOne = chunk.filter(({ joined, isQuantity }) => joined && !isQuantity)
  const withSizes = chunk.some(({ isQuantity }) => isQuantity) ? [...inARow(chunk)] : []
  const ways = [stemsOf(parts), ...asOne.map((token) => [token.stem]), stemsOf(withSizes)]
  return ways.filter((way) => way.length > 0)
}

function stemsOf(tokens: Token[]): string[] {
  return [...new Set(tokens.map((token) => token.stem))].slice(0, MOST_PARTS)
}

/** With another way to say the things that a name stands for, which become one. A name of part of a thing adds nothing. */
function withName(things: Thing[], { of, words }: OtherName): Thing[] {
  const named = new Set(of.map(({ start }) => start))
  const meant = things.filter(({ starts }) => starts.some((start) => named.has(start)))
  const [first, ...others] = meant
  if (!first || meant.some(({ starts }) => starts.some((start) => !named.has(start)))) return things

  const asTyped = others.length > 0 ? [meant.flatMap(({ ways }) => ways[0]!)] : first.ways
  const stems = words.filter((word) => !isStopWord(word)).map(stem)
  const thing = { starts: meant.flatMap(({ starts }) => starts), ways: [...asTyped, stems] }
  return things.flatMap((one) => (one === first ? [thing] : others.includes(one) ? [] : [one]))
}
