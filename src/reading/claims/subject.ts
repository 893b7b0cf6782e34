import type { System } from '../finding.ts'
import { breaksAfter, type Word } from '../words.ts'

/**
 * Whose number it is: the paper's system named last before it in the sentence, else the first one behind it,
 * else the paper's first system, else '' (the paper itself). '' too for what the paper finds about others: "on MapBench,
 * the best models reach only 40%".
 */
export function subjectOf(words: Word[], at: number, systems: System[]): string {
  const first = new Map<string, string>()
  for (const { name, aliases } of systems) {
    for (const form of [name, ...aliases]) first.set(form.split(' ')[0]!, name)
  }
  const named = (word: Word) => first.get(word.text.replace(/['’]s$/, ''))
  for (let index = at - 1; index >= 0; index--) {
    const name = named(words[index]!)
    if (name) return name
    if (isOthers(words, index)) return ''
  }
  for (let index = at; index < words.length; index++) {
    const name = named(words[index]!)
    if (name) return name
  }
  return systems[0]?.name ?? ''
}

/** "…, the best models reach": others as the subject of a clause. In "beats existing models by 3%" they are none. */
function isOthers(words: Word[], index: number): boolean {
  if (!OTHERS.test(words[index]!.lower)) return false
  let first = index
  while (first > 0 && /^(?:the|even|most|all)$/.test(words[first - 1]!.lower)) first--
  const before = words[first - 1]
  if (before && before.lower !== 'that' && !breaksAfter(before)) return false
  return words.slice(index + 1, index + 4).some(({ lower }) => MODELS.test(lower))
}

const OTHERS =
  /^(?:state-of-the-art|sota|existing|current|best-performing|strongest|leading|frontier|best)$/
const MODELS =
  /^(?:models?|methods?|llms?|mllms?|vlms?|lvlms?|systems?|agents?|detectors?|approaches)$/
