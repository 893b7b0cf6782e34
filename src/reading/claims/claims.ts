import type { Claim, System } from '../finding.ts'
import type { Sentence } from '../voice.ts'
import { claimKind } from './kind.ts'
import { mentionsOf, maximum, type Mention } from './mention.ts'
import { metricOf } from './metric.ts'
import { scoreMetric } from './score.ts'
import { subjectOf } from './subject.ts'
import { belongsToOther } from './whose.ts'
import { breaksAfter, type Word } from '../words.ts'

/** More numbers than this in one abstract are a table or a dump; reading it would help nobody. */
const MOST_CLAIMS = 60

/** The numbers an abstract claims for itself, in the order of the text. `systems` are those it introduces. */
export function claimsOf(abstract: string, sentences: Sentence[], systems: System[]): Claim[] {
  const claims: Claim[] = []
  for (const sentence of sentences) {
    if (!sentence.own || claims.length >= MOST_CLAIMS) continue
    for (const mention of mentionsOf(sentence.words)) {
      const claim = claimOf(abstract, sentence, mention, systems)
      if (claim && !claims.some((earlier) => repeats(earlier, claim))) claims.push(claim)
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
  const size = mention.unit === '' ? ownSize(words, mention, systems) : null
  if (mention.unit === '' && !score && !size && !isBudget(words, mention)) return null
  const confidence = size ? 0.6 : confidenceOf(words, mention, systems)
  if (confidence === 0 || belongsToOther(words, mention)) return null

  const unit = mention.unit || (size ? 'parameters' : score ? 'score' : 'USD')
  const first = size ? mention.first - 1 : mention.start
  const [start, end] = [words[first]!.start, words[mention.end]!.end]
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

const TIME = /^(?:hours|days|weeks|months|years|minutes)$/

const textOf = (
  abstract: string,
  words: Word[],
  { first, last }: { first: number; last: number },
) => abstract.slice(words[first]!.start, words[last]!.end)

const COMPARATOR_WITHIN = 8
const LONGEST_COMPARATOR = 8

/** "… than X", "… compared to X", "… over X" behind the number, up to the end of the clause. */
function comparatorOf(abstract: string, words: Word[], mention: Mention): string | null {
  const until = Math.min(words.length - 1, mention.end + COMPARATOR_WITHIN)
  for (let index = mention.end; index < until; index++) {
    if (breaksAfter(words[index]!)) return null
    const word = words[index + 1]!
    const to = /^(?:to|with)$/.test(words[index + 2]?.lower ?? '')
    const prepositions = /^(?:than|over|versus|vs\.?)$/.test(word.lower)
      ? 1
      : to && /^(?:compared|relative)$/.test(word.lower)
        ? 2
        : 0
    if (prepositions === 0) continue
    const first = index + 1 + prepositions
    if (word.lower === 'over' && /^[\d$<>~]/.test(words[first]?.text ?? '')) return null
    let last = first
    while (
      last < words.length - 1 &&
      last < first + LONGEST_COMPARATOR &&
      !breaksAfter(words[last]!) &&
      !/^(?:and|while|with|on|in|by|for|across)$/.test(words[last + 1]!.lower)
    )
      last++
    return words[first]
      ? textOf(abstract, words, { first, last: Math.min(last, words.length - 1) })
      : null
  }
  return null
}

/** "a budget of just 187": the dollar sign is the first thing an export loses. */
function isBudget(words: Word[], mention: Mention): boolean {
  const [of, budget] = [words[mention.start - 1], words[mention.start - 2]]
  return of?.lower === 'of' && budget?.lower === 'budget'
}

/** "Pensez 7B": the size in the name of a model that the paper itself introduces. */
function ownSize(words: Word[], mention: Mention, systems: System[]): System | null {
  const before = words[mention.first - 1]
  if (mention.scale !== 'letter' || !before || before.after !== '') return null
  if (!/[BM]$/.test(words[mention.first]!.text.replaceAll('$', ''))) return null
  return (
    systems.find(({ name }) => name === before.text || name.startsWith(`${before.text} `)) ?? null
  )
}

/** Counts up to here are the usual few things an experiment is made of. */
const FEW = 12

/** 0 for what is no claim: names, years, labels, structure; below SHOWN_FROM for what few want to see. */
function confidenceOf(words: Word[], mention: Mention, systems: System[]): number {
  if (isYear(words, mention) || isLabel(words, mention) || inName(words, mention, systems)) return 0
  if (isInterval(words, mention) || isProduct(words, mention)) return 0
  if (mention.role === 'part') return maximum(mention) > FEW && !mention.spelled ? 0.6 : 0
  if (mention.role === 'score') return 0.7
  if (mention.unit === 'parameters' && maximum(mention) < 1000) return 0 // "two key parameters"
  if (mention.spelled && !mention.modifier && TIME.test(mention.unit))
    return words[mention.start - 1]?.lower === 'every' ? 0.6 : 0.45
  if (mention.role === 'measure')
    return mention.spelled && maximum(mention) === 1 && !mention.modifier ? 0 : 0.8
  const few = maximum(mention) <= FEW
  if (mention.role === 'tried') return few ? 0.4 : 0.65
  if (mention.head === 'models' || mention.unit === 'models') return few ? 0.4 : 0.65
  if (!mention.known) return few ? 0 : 0.6
  if (mention.spelled && few) return holdsBefore(words, mention.start) ? 0.6 : 0.4
  return 0.75
}

const HOLDS =
  /^(?:provid\w*|contain\w*|compris\w*|consist\w*|includ\w*|cover\w*|span\w*|releas\w*|collect\w*|construct\w*|encompass\w*|curat\w*|support\w*|introduc\w*)$/

function holdsBefore(words: Word[], index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some(({ lower }) => HOLDS.test(lower))
}

/** "in 2019", "since 2020": a year, unless it counts something with a comma or a scale. */
function isYear(words: Word[], mention: Mention): boolean {
  const value = maximum(mention)
  if (
    mention.scale ||
    mention.sign ||
    value < 1900 ||
    value > 2035 ||
    !/^\d{4}$/.test(words[mention.first]!.text)
  )
    return false
  return (
    mention.role !== 'measure' ||
    /^(?:in|since|of|from|until|by|during|the)$/.test(words[mention.first - 1]?.lower ?? '')
  )
}

/** "(1)", "2)": marks of a list. */
function isLabel(words: Word[], mention: Mention): boolean {
  const word = words[mention.first]!
  return (
    mention.first === mention.last &&
    mention.sign === '' &&
    word.after.startsWith(')') &&
    /^\d{1,2}$/.test(word.text)
  )
}

/** "Mistral 7B", "Type 2 patients", "MATH 500 problems": a number behind a capitalised word is part of a name. */
function inName(words: Word[], mention: Mention, systems: System[]): boolean {
  const before = words[mention.first - 1]
  if (!before || before.after !== '' || words[mention.first]!.before !== '') return false
  if (mention.start < mention.first || mention.sign || mention.spelled) return false
  if (mention.scale === 'word') return false
  const own = systems.some(({ name }) => before.text === name)
  if (mention.scale === 'letter') return /^[A-Z]/.test(before.text) && mention.first > 1 && !own
  if (mention.role === 'measure' && mention.unit !== 'points') return false
  return (
    /^[A-Z][A-Za-z]/.test(before.text) &&
    mention.first > 1 &&
    !/^[A-Z][a-z]+(?:s|ing|ed)$/.test(before.text)
  )
}

/** "95% confidence interval", "top 10%", "5-fold": how it was counted, not what came out. */
function isInterval(words: Word[], mention: Mention): boolean {
  const [next, before] = [
    words[mention.last + 1]?.lower ?? '',
    words[mention.start - 1]?.lower ?? '',
  ]
  if (
    mention.unit === '%' &&
    /^(?:ci|cis|confidence|credible|prediction|uncertainty|intervals?|significance)$/.test(next)
  )
    return true
  return /^(?:top|rank|ranked|step|steps|equation|level|p|k|n|vol|pp)$/.test(before)
}

/** "512 x 512 pixels" */
function isProduct(words: Word[], mention: Mention): boolean {
  if (mention.unit !== 'x') return false
  const last = words[mention.last]!
  return /^[\d$]/.test(words[mention.last + 1]?.text ?? '') && last.after === ''
}
