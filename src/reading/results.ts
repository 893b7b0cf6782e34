import type { Result } from './finding.ts'
import type { Sentence } from './voice.ts'

/** Words of outcome, strongest first, with how sure each makes us. */
const OUTCOMES: [RegExp, number][] = [
  [/\b(?:outperform|surpass|state-of-the-art|sota|superior|exceed)/, 0.85],
  [
    /\b(?:results|experiments|evaluations?|findings|analys[ie]s|studies) (?:\w+ ){0,6}?(?:show|demonstrat|reveal|indicat|suggest|confirm|validat|verif|prove|highlight)/,
    0.85,
  ],
  [/\b(?:we (?:\w+ )?(?:find|found|show|observe|demonstrate|prove|discover))\b/, 0.75],
  [
    /\b(?:achiev|improv|reduc|boost|enhanc|match|accelerat)(?:e|es|ed)\b(?<!\b(?:to|can|may|and|that|which) (?:\w+ly )?\w+)/, // what is done, not what it is for
    0.55,
  ],
]

/** "We introduce X, designed to …" says what is new, and promises the rest. */
const INTRODUCES =
  /\b(?:we|paper|work|study) (?:\w+ ){0,2}?(?:introduce|propose|present|design|develop)[sd]?\b/

const FUTURE =
  /\b(?:we hope|future work|could|future research|will be|remains? to|open challenges?|aim to)\b/

const SHOWS = /\b(?:outperform|surpass|exceed|results|experiments|we (?:\w+ )?(?:find|found|show))/

/** The sentences that state the outcome, in order; three results in four hold no digit. */
export function resultsOf(abstract: string, sentences: Sentence[]): Result[] {
  const results: Result[] = []
  for (const { span, own } of sentences) {
    if (!own || results.length >= MOST_RESULTS) continue
    const quote = abstract.slice(span[0], span[1])
    const text = quote.slice(0, READ).toLowerCase()
    if (FUTURE.test(text)) continue
    const outcome = OUTCOMES.find(([words]) => words.test(text))
    if (outcome && INTRODUCES.test(text) && !SHOWS.test(text)) continue
    if (outcome) results.push({ quote, confidence: outcome[1], span })
  }
  return results
}

const MOST_RESULTS = 12
const READ = 600 // characters of a sentence: longer ones are lists
