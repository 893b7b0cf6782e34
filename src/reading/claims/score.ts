import type { Mention } from './mention.ts'
import { inBrackets } from '../systems/abbreviation.ts'
import type { Word } from '../words.ts'

/** Measures of quality that stand with a bare number: "an F1 of 0.87", "34.2 BLEU". */
const METRICS =
  /^(?:f1|f1-score|fid|fvd|auc|auroc|auprc|bleu|rouge|rouge-[l12]|meteor|cider|chrf|psnr|ssim|lpips|map|miou|iou|dice|ndcg|mrr|accuracy|accuracies|precision|recall|perplexity|wer|cer|rmse|mae|mse|correlation|score|scores|kappa|r2|comet|elo|win-rate|mcc|spearman|pearson|agreement|aupr|ap|f1-macro|f1-micro|macro-f1|micro-f1|weighted-f1)$/

const WINDOW = 4

/**
 * The metric of a number without unit, or null when it is no score.
 * "77.5 on AIME" (a name follows), "an F1 score of 0.87", "FID 2.56". Counter-examples: "on Section 3", "step 2 of".
 */
export function scoreMetric(words: Word[], mention: Mention): string | null {
  if (mention.spelled || mention.scale || typeof mention.value !== 'number') return null
  const behind = words[mention.last]!.after === '' ? (words[mention.last + 1]?.text ?? '') : ''
  if (/^(?:\$?\\(?:mu|Omega|AA|circ|text|mathrm)|[µμΩÅ°])/.test(behind)) return null // "an accuracy of 28 $\mu m$": a length
  const before = metricBefore(words, mention.start)
  if (before) return before
  const after = metricBehind(words, mention)
  if (after) return after
  if (words[mention.last]!.after !== '' || words[mention.last + 1]?.lower !== 'on') return null
  const at = mention.last + (words[mention.last + 2]?.lower === 'the' ? 3 : 2)
  const [name, next] = [words[at], words[at + 1]]
  if (!name || !/^[A-Z]/.test(name.text)) return null
  if (!/\d/.test(words[mention.first]!.text) || isLabel(words, mention)) return null
  const two =
    next && name.after === '' && /^(?:\d+|[A-Z]\S*)$/.test(next.text) ? ` ${next.text}` : ''
  return `${name.text}${two}`
}

function metricBefore(words: Word[], start: number): string | null {
  let index = listStart(words, start) - 1
  const linking = words[index]?.lower ?? ''
  const links = /^(?:of|is|was|=|to|at|:)$/.test(linking)
  if (links) index--
  if (links && inBrackets(words[index])) index-- // "accuracies (Acc@1) of 0.93"
  else if (words[index]?.after !== '' && words[index]?.after !== ':') return null
  for (let back = index; back >= 0 && back > index - (links ? WINDOW : 1); back--) {
    const word = words[back]!
    if (METRICS.test(word.lower)) return metricName(words, back)
    if (word.after !== '' && back !== index) return null
  }
  return null
}

/** "reaches 0.84 mean accuracy", "77.3 macro-F1": a fraction, with plain words at most in between. */
function metricBehind(words: Word[], { first, last }: Mention): string | null {
  if (!/\d?\.\d/.test(words[first]!.text) || isLabel(words, { first, start: first })) return null
  for (let index = last + 1; index <= last + BEHIND && words[index]; index++) {
    if (words[index - 1]!.after !== '' || words[index]!.before !== '') return null
    if (METRICS.test(words[index]!.lower)) return textBetween(words, last + 1, index)
    if (!/^[a-z-]+$/.test(words[index]!.text) || NOT_BEHIND.test(words[index]!.lower)) return null
  }
  return null
}

const BEHIND = 3 // words
const NOT_BEHIND =
  /^(?:and|or|in|on|for|of|to|with|at|by|from|over|points?|higher|lower|better|more|less)$/

const textBetween = (words: Word[], first: number, last: number) =>
  words
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join(' ')

/** "a recall of 0.93, 0.53, and 0.51": the numbers of a list share what stands in front of the first. */
function listStart(words: Word[], start: number): number {
  let first = start
  for (;;) {
    const back = words[first - 1]?.lower === 'and' ? first - 2 : first - 1
    const word = words[back]
    const joined = word && (word.after === ',' || (back === first - 2 && word.after === ''))
    if (!joined || !/^\d?\.\d+$/.test(word.text)) return first
    first = back
  }
}

function metricName(words: Word[], at: number): string {
  const before = words[at - 1]
  const joins = before && before.after === '' && /^[A-Z]/.test(before.text) && at > 1
  return joins ? `${before.text} ${words[at]!.text}` : words[at]!.text
}

/** "Llama 3 on MATH", "version 2 on Linux": the number behind a name is a part of it. */
function isLabel(words: Word[], mention: Pick<Mention, 'first' | 'start'>): boolean {
  const before = words[mention.start - 1]
  if (!before || before.after !== '') return false
  return (
    /^[A-Z]/.test(before.text) ||
    /^(?:version|section|step|phase|table|figure|equation|task|level|type)$/.test(before.lower)
  )
}
