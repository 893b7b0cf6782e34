import { quantityAt } from '../numbers.ts'
import { maximum, times, type Quantity } from '../numeral.ts'
import { joined, shareUnits } from './joined.ts'
import { bareSize, held, modelNoun, sizesModels } from './size.ts'
import { modifierBefore } from './modifier.ts'
import type { UnitRole } from '../unit-table.ts'
import { gains, SINGULARS, unitOfWord, unitPhrase } from '../units.ts'
import { breaksAfter, type Word } from '../words.ts'
/** A number in a sentence with the unit it is counted in, before anyone asked whose it is. */
export interface Mention extends Quantity {
  start: number // the word where its modifier begins: 'up' of "up to 60%"
  end: number // the word its unit ends with
  unit: string // '' when the text names none
  role: UnitRole | 'score'
  known: boolean // the unit is in the vocabulary
  head: string // the noun of the unit, in small letters, '' for a bare sign
  from?: Quantity // where a change started: the 18.6% of "from 18.6% to 81.7%"
}

/** All numbers of a sentence, left to right, ranges merged and shared units handed down. */
export function mentionsOf(words: Word[]): Mention[] {
  const mentions: Mention[] = []
  for (let index = 0; index < words.length; index++) {
    const quantity = quantityAt(words, index)
    if (!quantity) continue
    const mention = withUnit(words, quantity)
    if (mention) {
      mentions.push(mention)
      index = Math.max(mention.last, mention.sign === '%' ? mention.end : 0)
    }
  }
  shareUnits(words, mentions)
  return joined(words, mentions)
}

function withUnit(words: Word[], quantity: Quantity): Mention | null {
  const bare = { unit: '', role: 'score' as const, known: false, head: '', end: quantity.last }
  const before = modifierBefore(words, quantity.first)
  const modifier = quantity.modifier ?? before.modifier
  const mention: Mention = { ...quantity, ...bare, start: before.start }
  if (modifier) mention.modifier = modifier

  if (quantity.suffix) return withSuffix(words, mention)
  if (/^(?:hausdorff|percentile|quantile)$/.test(words[quantity.last + 1]?.lower ?? '')) return null // "95% Hausdorff distance": which, not how much
  if (quantity.sign === 'USD') return { ...mention, unit: 'USD', role: 'measure', known: true }
  const beyond = quantity.sign === '' ? beyondSpread(words, quantity) : 0
  if (beyond > 0 && /%\$?$/.test(words[beyond]!.text))
    return { ...mention, unit: '%', sign: '%', role: 'measure', known: true, end: beyond }
  const last = beyond || quantity.last
  let phrase = openEnded(words[last]!) ? unitPhrase(words, last + 1) : null
  if (quantity.sign) {
    const points = quantity.sign === '%' && phrase?.unit === 'points'
    return {
      ...mention,
      unit: points ? 'percentage points' : quantity.sign,
      role: 'measure',
      known: true,
    }
  }
  if (phrase && SINGULARS.has(phrase.head) && maximum(mention) > 1 && !gains(words, phrase.last))
    phrase = null
  const model =
    sizesModels(quantity) && openEnded(words[quantity.last]!)
      ? modelNoun(words, quantity.last + 1)
      : 0
  if (model > 0)
    return {
      ...mention,
      unit: 'parameters',
      role: 'measure',
      known: true,
      head: words[model]!.lower,
      end: model,
    }
  if (
    phrase?.unit === 'frames' &&
    /^per$/.test(words[phrase.last + 1]?.lower ?? '') &&
    words[phrase.last + 2]?.lower === 'second'
  ) {
    return {
      ...mention,
      unit: 'FPS',
      role: 'measure',
      known: true,
      head: 'frames',
      end: phrase.last + 2,
    }
  }
  if (!phrase) return bareSize(words, mention)
  if (phrase.single && phrase.role !== 'measure') phrase = held(words, mention, phrase)
  if (!phrase) return null
  return {
    ...mention,
    unit: phrase.unit,
    role: phrase.role,
    known: phrase.known,
    head: phrase.head,
    end: phrase.last,
  }
}

/**
 * "92.67 +/- 0.73%", "0.99 ± 0.23 mm": the sign or the unit behind the spread is that of the value too. Returns the
 * word where the spread ends, its percent sign included; 0 when there is none.
 */
function beyondSpread(words: Word[], { last }: Quantity): number {
  if (!/^(?:\+\/-|±|\\pm|\$\\pm\$)$/.test(words[last + 1]?.text ?? '')) return 0
  if (!/^\$?[\d.]+(?:\\?%)?\$?$/.test(words[last + 2]?.text ?? '')) return 0
  return /^\\?%$/.test(words[last + 3]?.text ?? '') ? last + 3 : last + 2
}

/** '70B-parameter', '13ms', '94-th percentile', '3-fold'. Null for '7-step', '4-bit', '3D': labels and structure. */
function withSuffix(words: Word[], mention: Mention): Mention | null {
  const suffix = mention.suffix.toLowerCase()
  const next = words[mention.last + 1]?.lower
  if (/^(?:st|nd|rd|th)$/.test(suffix)) {
    if (next !== 'percentile') return null
    return { ...mention, unit: 'percentile', role: 'measure', known: true, end: mention.last + 1 }
  }
  if (suffix === 'fold')
    return next?.startsWith('cross')
      ? null
      : { ...mention, sign: 'x', unit: 'x', role: 'measure', known: true }
  const compound =
    suffix === 'gpu' && next === 'hours' ? { unit: 'GPU hours', role: 'measure' as const } : null
  const unit = compound ?? unitOfWord(mention.suffix)
  if (!unit || unit.role !== 'measure') return null
  const hyphen = words[mention.last]!.text.toLowerCase().includes(`-${suffix}`)
  if (hyphen && !compound && !/^(?:parameters?|tokens?|points?|words?)$/.test(suffix)) return null
  if (suffix === 'point' && /^(?:scale|likert|cloud|rating)$/.test(next ?? '')) return null
  if (unit.unit === 'TB' && next === 'tokens') {
    return {
      ...mention,
      value: times(mention.value, 1e12),
      unit: 'tokens',
      role: 'measure',
      known: true,
      end: mention.last + 1,
    }
  }
  return { ...mention, ...unit, known: true, end: mention.last + (compound ? 1 : 0) }
}

const openEnded = (word: Word) => !breaksAfter(word)
