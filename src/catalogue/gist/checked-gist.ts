import { LONGEST_GIST } from '../../reading/gist.ts'
import { quantityAt } from '../../reading/numbers.ts'
import { sentencesOf } from '../../reading/sentences.ts'
import { wordsOf } from '../../reading/words.ts'

const SHORTEST_GIST = 30 // characters: less says nothing

/**
 * What a model answered, as a gist that may be shown, or null. It is one sentence or two of plain words, holds no
 * address and no markup, and every number in it stands in the text: a model that makes up a number is not quoted.
 */
export function checkedGist(
  answer: string,
  text: { title: string; abstract: string },
): string | null {
  const gist = answer
    .trim()
    .replace(/^["“'`]+|["”'`]+$/g, '')
    .trim()
  if (gist.length < SHORTEST_GIST || gist.length > LONGEST_GIST) return null
  if (/[\p{Cc}\p{Cf}\p{Co}<>{}\\$*#`]|:\/\/|www\./u.test(gist) || !gist.isWellFormed()) return null
  const source = `${text.title}. ${text.abstract}`
  return holdsNumbers(source, gist) ? gist : null
}

/** Whether every number of the gist is one of the source: '7 billion' is '7B', '3.7×' is '3.7 times'. */
function holdsNumbers(source: string, gist: string): boolean {
  const known = numbersIn(source)
  const lower = source.toLowerCase()
  const { values, names } = numbersIn(gist)
  return (
    [...values].every((value) => known.values.has(value)) &&
    [...names].every((name) => lower.includes(name))
  )
}

interface Numbers {
  values: Set<number>
  names: Set<string> // words with digits that are no numbers: 'gpt-4'
}

function numbersIn(text: string): Numbers {
  const found: Numbers = { values: new Set(), names: new Set() }
  for (const span of sentencesOf(text)) {
    const words = wordsOf(text, span)
    for (let index = 0; index < words.length; index++) {
      const quantity = quantityAt(words, index)
      if (quantity) {
        const isIdiom = quantity.spelled && quantity.value === 1 // "in one pass"
        if (!isIdiom) for (const value of [quantity.value].flat()) found.values.add(value)
        index = quantity.last
      } else if (/\d/.test(words[index]!.text)) found.names.add(words[index]!.lower)
    }
  }
  return found
}
