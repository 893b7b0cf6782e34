import type { Mention } from './mention.ts'
import { breaksAfter, type Word } from '../words.ts'
import { measureBefore, nounsOf } from './measure.ts'
import { placeOf, withoutPlace } from './where.ts'
import { COMPARED_BEFORE } from './modifier.ts'

const LONGEST_METRIC = 6

/**
 * What was measured, in words of the text, '' when the sentence does not say.
 * Behind the number ("5.1% in EM score", "52% accuracy on X", "1.8x speedup"), else between a verb of change and the
 * number ("reduces memory usage by 60%"), else "… of" in front ("an accuracy of 52%"). Counts measure their number.
 */
export function metricOf(words: Word[], mention: Mention, unit: string): string {
  if (unit === 'parameters') return 'model size'
  if (mention.role === 'content' || mention.role === 'tried' || mention.role === 'part')
    return `number of ${unit}`
  if (unit === 'tokens' || unit === 'GPUs' || unit === 'GPU nodes') return `number of ${unit}`
  const after = behind(words, mention).replace(ON_MEASURE, '')
  if (after !== '' && !WHERE.test(after)) return english(after)
  const named =
    changed(words, mention) || ofPhrase(words, mention) || measureBefore(words, mention.start, unit)
  return english(named || (TIMED.has(unit) ? '' : after)) // "on maps" tells where, and is better than nothing
}

const WHERE = /^(?:on|in) /

/** "5 points on T-F1": the measure itself, not where it was taken. */
const ON_MEASURE =
  /^on (?=\S*(?:F1|BLEU|ROUGE|METEOR|AUC|AUROC|mAP|IoU|Dice|accuracy|recall|precision)\S*(?: |$))/

/** What takes its measure from its unit. */
const TIMED = new Set(['FPS', 'ms', 'seconds', 'Hz'])

/** Words of another language are no metric to a reader of this one. */
const english = (metric: string) => (FOREIGN.test(metric) ? '' : metric)
const FOREIGN =
  /(?:^| )(?:de(?! novo| facto)|et|pour|les|des|du|der|und|für|mit|los|las|del|para)(?: |$)/

const STOP =
  /^(?:than|versus|vs|remains?|persists?|exists?|and|or|while|with|which|that|when|by|to|compared|over|at|from|is|are|was|were|as|but|via|yields?|only|->|→|using|respectively|under|across|without|if|we|against|through|whereas|during|among|between|despite|upon|based|w\.r\.t|can|cannot|could|may|might|will|would|should|must|has|have|had|be|been|being|where|before|after|above|below|behind|beyond|until|even|depending|due|thanks|because|including|regardless|(?:highlight|demonstrat|show|indicat|suggest|outperform|surpass|exceed|confirm|validat|reveal|establish|achiev|improv|reduc|mak|underscor|prov|reflect|represent)ing)$/

/** Words that begin how or how often, never what: "41 seconds per mile", "5.5% in much less time", "9.8% relative to". */
const WHEN =
  /^(?:per|much|less|relative|absolute|each|every|once|more|annually|daily|weekly|monthly|yearly|since)$/

/** "57% relative improvement in recall" */
const RELATIVE = /^(?:improvements?|reductions?|gains?|increases?|decreases?|errors?|drops?)$/

function behind(words: Word[], mention: Mention): string {
  if (breaksAfter(words[mention.end]!)) return ''
  const taken: string[] = []
  let lead = ''
  for (
    let index = mention.end + 1;
    index < words.length && taken.length < LONGEST_METRIC;
    index++
  ) {
    const word = words[index]!
    if (word.before.includes('(') || STOP.test(word.lower) || isOther(word, taken.at(-1))) break
    const first = taken.length === 0
    if (first && word.lower === 'for') return ''
    if (first && lead === '' && CLAUSE.test(word.lower)) return ''
    const leads = first && LEADS.test(word.lower)
    if (leads && KEPT.test(word.lower)) lead += `${word.text} `
    if (first && WHEN.test(word.lower) && !RELATIVE.test(words[index + 1]?.lower ?? '')) return ''
    if (/^\$?(?:\\pm|±|\+\/-)/.test(word.text)) return ''
    if (!leads) taken.push(word.text)
    if (breaksAfter(word)) break
  }
  return phraseOf(lead, taken)
}

const LEADS = /^(?:in|of|on|the|an?|terms|its|their|our|this|these|those|such|them)$/
const KEPT = /^(?:in|of|on|the|an?)$/

/** Behind a number and without a preposition they begin a clause: "at a height of 135 cm our robot sees". */
const CLAUSE = /^(?:our|this|these|those|such|it|they|them|both)$/

const LOOSE = /^(?:in|within|of|on|the|an?|for|our|both|[a-z]+ly)$/

/** What stands behind a number. Where it was found keeps what leads to it: "on maps", "in cross-domain settings". */
function phraseOf(lead: string, taken: string[]): string {
  while (LOOSE.test(taken.at(-1) ?? '')) taken.pop()
  const words = withoutPlace(taken)
  const place = /^(?:in|on) /.test(lead) ? placeOf(words) : null
  const observed = words.length === 1 && /[^e]ed$/.test(words[0]!) // "less than 10% observed"
  if (words.length === 0 || place === 'bare' || observed) return ''
  return (place || lead.startsWith('on ') ? lead : '') + words.join(' ')
}

/** The number of another claim: "35.4% 61.1% shorter", "1.5GB of memory in 8 hours". "AIME 2024" is a name. */
const isOther = ({ text }: Word, before: string | undefined) =>
  /^[$+-]?\d[\d.]*(?:\\?%|x)/.test(text) ||
  (/^\d/.test(text) && /^(?:in|within)$/.test(before ?? ''))

function changed(words: Word[], mention: Mention): string {
  const by = mention.start - 1
  if (!/^(?:by|from|to)$/.test(words[by]?.lower ?? '')) return ''
  const farthest = Math.max(0, by - LONGEST_METRIC - 2)
  for (let index = by - 1; index >= farthest; index--) {
    if (COMPARED_BEFORE.test(words[index]!.lower))
      return /^(?:over|upon|on)$/.test(words[index + 1]!.lower)
        ? '' // "improves over rivals by 6"
        : nounsOf(behindNumbers(words.slice(index + 1, by)))
    if (breaksAfter(words[index]!)) return ''
  }
  return ''
}

/** "reduces load by 45.5% and memory by 16.5%": of the second change only what stands behind the first. */
function behindNumbers(words: Word[]): Word[] {
  const number = words.findLastIndex(({ text }) => /^\$?\d/.test(text))
  if (number < 0) return words
  const and = words.findLastIndex(({ lower }) => /^(?:and|or)$/.test(lower))
  return and > number ? words.slice(and + 1) : []
}

function ofPhrase(words: Word[], mention: Mention): string {
  const of = mention.start - 1
  if (words[of]?.lower !== 'of' && words[of]?.lower !== 'a') return ''
  if (/[^e]ed$/.test(words[of - 1]?.lower ?? '')) return '' // "a dataset composed of 19,850 words"
  let first = of
  while (first > 0 && of - first < 4 && !beginsMeasure(words, first)) first--
  return nounsOf(words.slice(first, of))
}

/** "we report an accuracy of 52%", "it can reach an F1 of 80%"; a "reach increase of 6%" has its noun. */
function beginsMeasure(words: Word[], first: number): boolean {
  const before = words[first - 1]!
  if (before.lower === 'reach') return /^(?:can|could|may|will|to)$/.test(words[first - 2]?.lower ?? '') // prettier-ignore
  return BEFORE_MEASURE.test(before.lower) || breaksAfter(before)
}

const BEFORE_MEASURE =
  /^(?:a|an|the|of|with|and|but|to|in|that|which|we|it|our|its|this|has|have|is|are|reach(?:es|ed|ing)|measur(?:ed|ing)|(?:achiev|attain|bring|obtain|yield|show|report|provid|deliver|uncover|requir|giv|indicat|estimat|observ|demonstrat)(?:e|s|n|es|ed|ing)?)$/
