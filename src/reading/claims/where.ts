/**
 * Nouns that say where, how or how often a number was found, never what it measures: "by 60% in our experiments",
 * "51% on average". In "fewer tests" and "software tests by 5%" they are no such thing: it takes the preposition.
 */
const PLACES = new Set(
  `experiments experiment tests test trials trial simulations simulation evaluations evaluation studies study runs practice
  production deployment deployments reality life world wild field lab laboratory literature cases case instances scenarios
  scenario settings setting setups setup situations circumstances conditions condition environments environment contexts
  regimes regime mode modes comparison comparisons contrast total average general particular addition turn fact parallel
  vitro vivo silico task tasks dataset datasets benchmark benchmarks domain domains`.split(/\s+/),
)

/** "in real time" tells how, "saves time" what. */
const IN_TIME = /^(?:real|near-real|due)$/

/** Words that make no setting of a place: "in all of our experiments", "in the worst case". */
const BARE =
  /^(?:the|an?|our|their|its|this|these|those|such|all|both|most|many|some|several|various|different|multiple|certain|other|any|each|every|real|actual|worst|best|average|typical|extensive|comprehensive|numerical|practical|two|three|four|five|\d+|of)$/

const PREPOSITION = /^(?:in|on|of|for|with|within|under|across|during|between|from|to|at|by)$/

const CHANGE = /^(?:reductions?|increases?|decreases?|drops?|declines?|savings?|growth|rise)$/

/** 'bare' for "in our experiments", 'setting' for "in warm-start scenarios", null for what may be a measure. */
export function placeOf(phrase: string[]): 'bare' | 'setting' | null {
  const words = phrase.map((word) => word.toLowerCase())
  const from = words.findIndex((word) => !BARE.test(word)) // "in all of the tests"
  const end = words.findIndex((word, index) => index >= from && PREPOSITION.test(word))
  const head = words.slice(0, end < 0 ? words.length : end)
  const noun = head.at(-1) ?? ''
  const named = head.slice(from, -1)
  if (noun === 'time' && IN_TIME.test(head.at(-2) ?? '')) return 'bare'
  if (!PLACES.has(noun)) return null
  return named.every((word) => BARE.test(word)) ? 'bare' : 'setting'
}

/** "overhead on average" is overhead; a "reduction in tests" is one of tests. */
export function withoutPlace(phrase: string[]): string[] {
  const at = phrase.findLastIndex((word) => /^(?:in|on|at|for|across)$/.test(word.toLowerCase()))
  if (at < 1 || placeOf(phrase.slice(at + 1)) !== 'bare') return phrase
  const counted = at === phrase.length - 2 && phrase[at + 1]!.endsWith('s')
  return counted && CHANGE.test(phrase[at - 1]!.toLowerCase()) ? phrase : phrase.slice(0, at)
}
