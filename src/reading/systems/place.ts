import type { Candidate } from './candidate.ts'
import { abbreviates, inBrackets, longFormStart, withBrackets } from './abbreviation.ts'
import { describedAfter, describedBefore } from './description.ts'
import { CLASS_NOUN, isCommon } from './name.ts'
import { candidate, nameAt } from './name-run.ts'
import { typeOf } from './type.ts'
import { breaksAfter, type Word } from '../words.ts'

/** ", and Road-Eval, a …": one more thing introduced, however long the first was described. */
export function addsItem(words: Word[], first: number, last: number): boolean {
  const item =
    words[first - 1]?.lower === 'and' &&
    words[first - 2] !== undefined &&
    breaksAfter(words[first - 2]!)
  return (
    item && words[last]!.after.includes(',') && /^(?:an?|the)$/.test(words[last + 1]?.lower ?? '')
  )
}

/** The name at `first`, if its place in the description makes it the thing described. */
export function inPlace(
  abstract: string,
  words: Word[],
  verb: number,
  first: number,
  { last, shape }: { last: number; shape: number },
  listed: boolean,
): Candidate | null {
  const [previous, word, next] = [words[first - 1]!, words[first]!, words[last + 1]]
  if (inBrackets(word) && first === last) return shortForm(abstract, words, verb, first, shape)
  if (word.before.includes('(')) return null
  const opens =
    breaksAfter(previous) ||
    (previous.lower === 'and' && (listed || breaksAfter(words[first - 2] ?? previous)))
  const another = next?.lower === 'and' ? nameAt(words, last + 2) : null // "two methods, MAP-A and MAP-B, and …"
  const closes =
    breaksAfter(words[last]!) ||
    (next?.before.includes('(') === true && !inBrackets(next)) || // the long form follows
    (another !== null && another.shape >= 2 && breaksAfter(words[another.last]!)) ||
    (/^(?:with|for|to|in|that|which|and)$/.test(next?.lower ?? '') &&
      (listed || previous.after.includes(':') || /^[\d.]+[KMB]$/.test(previous.text)))
  const counted =
    /^[\d.]+[KMB]$/.test(previous.text) &&
    words[first - 2] !== undefined &&
    breaksAfter(words[first - 2]!)
  const apposed = (opens || counted) && closes && shape >= 2 && !previous.after.includes('.')
  const short = shape === 2 && words[last]!.text.length < 3
  const pair = another !== null && another.shape >= 2 ? words[another.last + 1] : undefined // "the MAP and ROAD datasets"
  const noun = pair && words[another!.last]!.after === '' && pair.lower.endsWith('s') ? pair : next
  const classed =
    !short &&
    next !== undefined &&
    noun !== undefined &&
    words[last]!.after === '' &&
    CLASS_NOUN.test(noun.lower) &&
    !(next.after === ',' && (nameAt(words, last + 2)?.shape ?? 0) >= 2) && // "a novel ABC model, AutoMap,"
    shape >= 2 &&
    first <= verb + 6
  const abbreviated =
    inBrackets(next) &&
    abbreviates(words, first, last, next.text) &&
    words[last + 2]?.lower !== 'based' // as in `bracketed`
  const behindNoun =
    previous.after === '' &&
    ((CLASS_NOUN.test(previous.lower) && shape >= 2) || (previous.lower === 'set' && shape === 3))
  const quoted = shape >= 1 && /["“`‘']/.test(word.before) && last > first && first <= verb + 3
  const told = // "propose the Map-Gradient Proxy that …", "introduces the Map Profiler, a …"
    first === verb + 2 &&
    last > first &&
    /^(?:a|an|the)$/.test(previous.lower) &&
    ((shape >= 2 && /^(?:that|which)$/.test(next?.lower ?? '')) ||
      (words[last]!.after === ',' && /^an?$/.test(next?.lower ?? '')))
  if (!apposed && !classed && !abbreviated && !behindNoun && !quoted && !told) return null
  const one = candidate(abstract, words, first, last, apposed || abbreviated || quoted ? 0.8 : 0.7)
  if (!one) return null
  one.type =
    (classed ? typeOf(noun.lower) : null) ??
    (apposed ? null : describedAfter(abstract, words, last)) ??
    describedBefore(abstract, words, first)
  if (apposed)
    one.type =
      (words[last]!.after.includes(',') ? describedAfter(abstract, words, last) : null) ?? one.type
  return withBrackets(abstract, words, first, last, one)
}

/** The "(CBR)" at `at`. Small words in front are its long form only right behind an article near the verb. */
function shortForm(
  abstract: string,
  words: Word[],
  verb: number,
  at: number,
  shape: number,
): Candidate | null {
  const long = longFormStart(words, at)
  const generic =
    shape === 2 && words.slice(Math.max(0, long), at).every(({ text, lower }) => text === lower)
  const introduced =
    long <= verb + 4 && /^(?:an?|the|our|new|novel)$/.test(words[long - 1]?.lower ?? '')
  return generic && !introduced ? null : bracketed(abstract, words, at)
}

/** "a Cluster-By-Road (CBR) framework": the short form is the name, the long one its alias. */
export function bracketed(abstract: string, words: Word[], at: number): Candidate | null {
  const start = longFormStart(words, at)
  if (
    start < 0 ||
    words[at]!.text.length < 3 ||
    isCommon(words[at]!.text) ||
    words[at]!.text.endsWith('s') ||
    words[at + 1]?.lower === 'based' // "Road-Factored Curvature (RFC) based training" rests on it
  )
    return null
  const one = candidate(abstract, words, at, at, 0.75)
  if (!one) return null
  one.alias = abstract.slice(words[start]!.start, words[at - 1]!.end)
  one.type = describedAfter(abstract, words, at) ?? typeOf(one.alias)
  return one
}
