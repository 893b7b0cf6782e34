import type { Claim, System } from '../finding.ts'
import type { Sentence } from '../voice.ts'
import { comparatorOf } from './comparator.ts'
import { confidenceOf, TIME } from './confidence.ts'
import { claimKind } from './kind.ts'
import { mentionsOf, type Mention } from './mention.ts'
import { metricOf } from './metric.ts'
import { scoreMetric } from './score.ts'
import { subjectOf } from './subject.ts'
import { belongsToOther } from './whose.ts'
import { textOf, type Word } from '../words.ts'
/** More numbers than this in one abstract are a table or a dump; reading it would help nobody. */
const MOST_CLAIMS = 60

/** The numbers an abstract claims for itself, in the order of the text. `systems` are those it introduces. */
export function claimsOf(abstract: string, sentences: Sentence[], systems: System[]): Claim[] {
  const claims: Claim[] = []
  for (const sentence of sentences) {
    if (!sentence.own || claims.length >= MOST_CLAIMS) continue
    for (const mention of mentionsOf(sentence.words).slice(0, MOST_CLAIMS)) {
      const claim = claimOf(abstract, sentence, mention, systems)
      if (!claim) continue
      const same = claims.findIndex((earlier) => repeats(earlier, claim))
      if (same < 0) claims.push(claim)
      else if (/\d/.test(claim.quote) && !/\d/.test(claims[same]!.quote))
        claims.splice(same, 1, claim) // digits say it best
    }
  }
  return claims
}

/** The size of a model, a machine or a budget is claimed once, however often it is named. */
function repeats(earlier: Claim, claim: Claim): boolean {
  return (
    /^(?:parameters|GPUs|GPU nodes|TPUs|USD)$/.test(claim.unit) &&
    earlier.unit === claim.unit &&
    String(earlier.value) === String(claim.value)
  )
}

function claimOf(
  abstract: string,
  { words }: Sentence,
  mention: Mention,
  systems: System[],
): Claim | null {
  const score = mention.unit === '' ? scoreMetric(words, mention) : null
  const size = mention.unit === '' || !mention.known ? ownSize(words, mention, systems) : null
  if (mention.unit === '' && !score && !size && !isBudget(words, mention)) return null
  const confidence = size ? 0.6 : confidenceOf(words, mention, systems)
  if (confidence === 0 || belongsToOther(words, mention)) return null

  const gained = words[mention.start - 1]?.lower === 'by' ? 'points' : 'score' // "improves by 1.3 AP"
  const unit = size ? 'parameters' : mention.unit || (score ? gained : 'USD')
  const first = size ? mention.first - 1 : mention.start
  const [start, end] = [words[first]!.start, words[size ? mention.last : mention.end]!.end]
  const metric = score ?? metricOf(words, mention, unit)
  const claim: Claim = {
    value: mention.value,
    unit,
    metric,
    subject: subjectOf(words, mention.first, systems),
    kind: claimKind(words, mention, unit, metric),
    quote: abstract.slice(start, end),
    confidence,
    span: [start, end],
  }
  const during =
    mention.modifier === 'more_than' && TIME.test(unit) && words[mention.start]!.lower === 'over' // "over 23 days"
  if (mention.modifier && !during) claim.modifier = mention.modifier
  const comparator = mention.from
    ? textOf(abstract, words, mention.from)
    : comparatorOf(abstract, words, mention)
  if (comparator) claim.comparator = comparator
  return claim
}

/** "a budget of just 187": the dollar sign is the first thing an export loses. */
function isBudget(words: Word[], mention: Mention): boolean {
  const [of, budget] = [words[mention.start - 1], words[mention.start - 2]]
  return of?.lower === 'of' && budget?.lower === 'budget'
}

/** "MapNet 7B": the size in the name of a model that the paper itself introduces. */
function ownSize(words: Word[], mention: Mention, systems: System[]): System | null {
  const before = words[mention.first - 1]
  if (mention.scale !== 'letter' || !before || before.after !== '') return null
  if (!/[BM]$/.test(words[mention.first]!.text.replaceAll('$', ''))) return null
  return (
    systems.find(({ name }) => name === before.text || name.startsWith(`${before.text} `)) ?? null
  )
}
