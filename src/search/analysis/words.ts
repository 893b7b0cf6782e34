import { fold } from './fold.ts'
import { quantityAt } from './quantity.ts'
import { stem } from './stem.ts'

/** One thing a text can be found by. */
export interface Word {
  text: string // folded: 'networks'
  stem: string // 'network'
  exact: string // the term of the unstemmed form: '=networks', or the stem itself where both are the same
  at: number // position, counted from the first word of the chunk
  joined: boolean // a compound as one word: 'gpt4' for 'GPT-4', '20000000' for '20M'; its parts follow at the same position
  isQuantity: boolean // joined, and a size
}

const LONGEST_WORD = 48 // longer runs of letters are hashes, base64 or mischief, and still match by their beginning
const MOST_PARTS_JOINED = 4 // 'state-of-the-art' is a word; a path or a chemical name with ten parts is not
const MOST_PARTS = 64
const PLAIN_WORD = /^[A-Za-z]+$/ // nothing to cut or fold; nine chunks in ten

/**
 * The words of one chunk, in order of position, and how many positions it takes.
 *
 * 'GPT-4' and 'GPT4' are both gpt4, gpt, 4: a reader cannot know how an author spells a name. A possessive is dropped
 * ('model’s'), other apostrophes join ('bail'ing' is bailing), commas leave numbers ('10,000' is 10000), and a decimal
 * point stays, because 1.3B is not 13B. A size is found however it is written: '20M', '20 million', '20,000,000'.
 */
export function wordsOfChunk(chunk: string): { words: Word[]; width: number } {
  if (PLAIN_WORD.test(chunk))
    return { words: [word(chunk.toLowerCase().slice(0, LONGEST_WORD), 0, 'part')], width: 1 }
  const parts = partsOf(fold(chunk))
  const words: Word[] = []
  if (parts.length > 1 && parts.length <= MOST_PARTS_JOINED && !/\s/.test(chunk))
    words.push(word(parts.join(''), 0, 'compound'))
  for (const [at, part] of parts.entries()) {
    const quantity = quantityAt(parts, at)
    if (quantity !== null) words.push(word(quantity, at, 'quantity'))
    words.push(word(part, at, 'part'))
  }
  return { words, width: parts.length }
}

function word(text: string, at: number, kind: 'part' | 'compound' | 'quantity'): Word {
  const stemmed = stem(text)
  const exact = stemmed === text ? text : `=${text}`
  const isQuantity = kind === 'quantity'
  return { text, stem: stemmed, exact, at, joined: kind !== 'part', isQuantity }
}

function partsOf(folded: string): string[] {
  const bare = folded
    .replace(/['’]s$/, '')
    .replace(/['’]/g, '')
    .replace(/(?<=\d),(?=\d)/g, '')
  return bare
    .split(/[-_,‐‑\s]|(?<!\d)\.|\.(?!\d)/)
    .flatMap(lettersThenDigits)
    .filter((part) => part !== '')
    .slice(0, MOST_PARTS)
    .map((part) => part.slice(0, LONGEST_WORD))
}

/** 'gpt4' is gpt and 4. One letter is not cut off ('h100', 'v2'), nor digits that come first ('3d', '20m'). */
function lettersThenDigits(part: string): string[] {
  const match = /^([a-z]{2,})(\d+(?:\.\d+)?)$/.exec(part)
  return match ? [match[1]!, match[2]!] : [part]
}

/**
 * Chinese, Japanese and Korean by pairs of characters: 语言模型 is 语言, 言模, 模型. A single character stands alone.
 * From the CJK analyser of Lucene; finds any run of two or more characters without a dictionary.
 */
export function wordsOfIdeographs(run: string): { words: Word[]; width: number } {
  const letters = [...fold(run)]
  const last = Math.max(1, letters.length - 1)
  const words: Word[] = []
  for (let at = 0; at < last; at++) {
    const text = letters.slice(at, at + 2).join('')
    words.push({ text, stem: text, exact: text, at, joined: false, isQuantity: false })
  }
  return { words, width: letters.length }
}
