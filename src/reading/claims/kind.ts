import type { ClaimKind } from '../finding.ts'
import type { Mention } from './mention.ts'
import type { Word } from '../words.ts'

const AROUND = 6

const SPEED = /^(?:speed\w*|fast\w*|quick\w*|throughput|latency|accelerat\w*|runtime)$/
const COST = /^(?:cost\w*|cheap\w*|budget|price|expens\w*|sav\w*|carbon)$/
const THRIFT =
  /^(?:fewer|less|memory|compress\w*|utiliz\w*|utilis\w*|reduc\w*|smaller|only|efficien\w*|overhead|footprint|energy|compute|mfu)$/

const QUALITY =
  /\b(?:accurac(?:y|ies)|precision|recall|f1(?:-score)?|auc|auroc|mAP|mIoU|kappa|dice|pass@\d+|success rates?|win rates?)\b/i

/** What is to be small because it is wrong. */
const ERROR =
  /(?:\berrors?|\bHausdorff distance|\b(?:error|failure|miss|false[- ](?:positive|negative|alarm|acceptance|rejection)) rates?|\b(?:PER|WER|CER|EER|RMSE|MAE|MSE))$/i

const COST_UNITS = new Set([
  'USD',
  'GPU hours',
  'GPU days',
  'TPU hours',
  'hours',
  'days',
  'weeks',
  'months',
  'minutes',
])
const SCORE_UNITS = new Set([
  'score',
  'points',
  'percentage points',
  'percentile',
  'BLEU',
  'ROUGE',
  'PSNR',
  'FID',
  'mAP',
  'mIoU',
  'F1',
  'Elo',
  'dB',
])
const EFFICIENT_UNITS = new Set(['GB', 'MB', 'J', 'mJ', 'W', 'mW'])
const SPEED_UNITS = new Set(['ms', 'seconds', 'FPS'])

/** What sort of thing is claimed. The unit decides where it can; for % and x the words around do. */
export function claimKind(
  words: Word[],
  mention: Mention,
  unit: string,
  metric: string,
): ClaimKind {
  if (SCORE_UNITS.has(unit) || (ERROR.test(metric) && !COST_UNITS.has(unit))) return 'accuracy'
  if (SPEED_UNITS.has(unit)) return 'speedup'
  const total = /^totall?ing$/.test(words[mention.start - 1]?.lower ?? '')
  const of = total || words[mention.end + 1]?.lower === 'of'
  if (COST_UNITS.has(unit) && !(of && unit !== 'USD')) return 'cost' // "200 hours of speech" is what a corpus holds
  if (COST_UNITS.has(unit)) return 'scale'
  const around = [
    ...words.slice(mention.end + 1, mention.end + 1 + AROUND),
    ...words.slice(Math.max(0, mention.start - AROUND), mention.start),
  ].map(({ lower }) => lower)
  around.push(...metric.toLowerCase().split(' '))
  if (unit === 'x' || unit === '%') {
    if (unit === '%' && QUALITY.test(metric)) return 'accuracy' // whatever else the sentence praises
    if (around.some((word) => SPEED.test(word))) return 'speedup'
    if (around.some((word) => COST.test(word))) return 'cost'
    if (around.some((word) => THRIFT.test(word))) return 'efficiency'
    return unit === '%' ? 'accuracy' : 'other'
  }
  const only = words
    .slice(Math.max(0, mention.start - 2), mention.first)
    .some(({ lower }) => /^(?:only|just|merely|few)$/.test(lower))
  if (only) return 'efficiency'
  return EFFICIENT_UNITS.has(unit) ? 'efficiency' : 'scale'
}
