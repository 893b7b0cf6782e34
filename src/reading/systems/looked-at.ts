import type { Word } from '../words.ts'

/** What stands behind these is where something happens, not what. */
export const PLACES = /^(?:on|in|for|with|across|at|under|over)$/

/** "draws better in two settings of maps: Road Search (RS), …": the list is of what it was tried on. */
export function listsPlaces(words: Word[], colon: number): boolean {
  const before = words.slice(Math.max(0, colon - PLACED), colon).map(({ lower }) => lower)
  const place = before.findLastIndex((lower) => PLACES.test(lower))
  const listed = before.slice(place + 1)
  return place >= 0 && listed.some((lower) => TRIED.test(lower) || OF_ALL.test(lower))
}

const TRIED = /^(?:settings|tasks|problems|domains|scenarios|areas|applications)$/
const OF_ALL =
  /^(?:prevalent|popular|existing|common|public|standard|well-known|widely-used|established)$/
const PLACED = 10 // words

/** "an analysis of Road Training (RT)", "an extension of RoadCG": what stands behind is known already. */
export function looksAtAnother(words: Word[], index: number): boolean {
  return words[index]!.lower === 'of' && LOOKS_AT.test(words[index - 1]!.lower)
}

const LOOKS_AT =
  /^(?:analys[ie]s|stud(?:y|ies)|investigation|comparisons?|evaluations?|discussion|examination|assessment|extensions?|generali[sz]ations?|variants?|modifications?|(?:re-?)?implementations?|reproduction|constructions?)$/
