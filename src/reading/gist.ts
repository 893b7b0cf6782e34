import type { Sentence } from './voice.ts'
import type { System } from './finding.ts'

/** What a card has room for: two or three lines. */
export const LONGEST_GIST = 240

/** Characters of a sentence looked at. Longer ones are lists. */
const READ = 1200

/**
 * The sentence a reader would choose: the first that says what the paper brings, else what it shows, else the first of
 * all. Openings go ("To this end, we …", "In this paper, we …"), "we present X, a …" becomes "X: a …", and it ends at
 * the end of a clause within 240 characters. Raw text: TeX stays as it is. '' for an empty abstract. `systems` are those
 * the paper introduces: a sentence that brings one of them by name says what the paper brings, whatever its grammar.
 */
export function gistOf(
  abstract: string,
  sentences: Sentence[],
  systems: Pick<System, 'span' | 'inTitle'>[],
): string {
  const texts = sentences.map(({ span: [start, end] }) =>
    abstract.slice(start, Math.min(end, start + READ)),
  )
  const brings = (index: number) =>
    INTRODUCES.test(texts[index]!) ||
    systems.some((system) => bringsSystem(abstract, sentences[index]!, system))
  const own = [...texts.keys()].filter((index) => sentences[index]!.own)
  const chosen =
    own.find((index) => brings(index) && !ADDS.test(texts[index]!)) ??
    own.find(brings) ??
    own.find((index) => SHOWS.test(texts[index]!)) ??
    (texts.length > 0 ? 0 : -1)
  if (chosen < 0) return ''
  const text = plain(unquoted(texts[chosen]!).replace(LABEL, '').replace(ASIDE, ''))
  const next = texts[chosen + 1] ?? ''
  return shortened(NAME_ALONE.test(text) && CONTINUES.test(next) ? `${text} ${next}` : text)
}

const INTRODUCES =
  /\b(?:we|paper|work|report|study|article|thesis|letter) (?:(?!the |an? |our |this |that |their |its |these )\w+ ){0,3}?(?:propos|introduc|present|develop|releas|construct|creat|buil[dt]|describ|designs|designed)\w*|\bwe (?:(?:also|then|first|further|\w+ly) )?design\b|^(?!Further|Addition|Moreover|Final|Also|Their|These|Different|Several|Two|Three|Some)[^]*\b(?:is|are|been) (?:proposed|introduced|presented|implemented)\b/i

/** "We take roads apart and propose X", "we give an algorithm, X": a verb of bringing in front of the name. */
function bringsSystem(
  abstract: string,
  { span: [from, to] }: Sentence,
  { span: [at], inTitle }: Pick<System, 'span' | 'inTitle'>,
): boolean {
  return !inTitle && at > from && at < to && BRINGS.test(abstract.slice(Math.max(from, at - BEFORE_NAME), at)) // prettier-ignore
}

const BRINGS =
  /\b(?:propos|introduc|present|develop|releas|construct|creat|build|describ|design|giv|devis|offer|instantiat|formulat)(?:e|es|s|ing)?\b|\bwhich we (?:call|term|name|dub)\b/i
const BEFORE_NAME = 160 // characters

/** "Finally, we propose …" comes last in importance too, and "we will release …" is a plan. */
const ADDS =
  /^(?:finally|lastly|additionally|furthermore|moreover|also|in addition|besides)\b|\bwe will\b/i

/** "The Road Drawing Network (RDN)." says nothing; what follows may. */
const NAME_ALONE =
  /^(?:(?:An?|The|Our) )?[A-Z][\w-]*(?: (?:[A-Z][\w-]*|of|for|and|in|with))*(?: \([A-Z][\w-]*\))?\.$/
const CONTINUES = /^(?:It|They|Its|This (?!paper|work|study|article|report))/

/** The heading of a part in a structured abstract. */
const LABEL =
  /^(?:Background|Context|Motivation|Purpose|Objectives?|Aims?|Methods?|Approach|Materials and Methods|Results?|Findings|Conclusions?): (?=[A-Z])/

/** A sentence in brackets within another. */
const ASIDE = / \((?:We|This|These|The|Our|It) [^()]{20,}\)/g

/** A quotation mark that nothing closes is debris of an export. */
const unquoted = (sentence: string) =>
  /^["“][^"”]*$/.test(sentence) ? sentence.slice(1).trimStart() : sentence

const SHOWS =
  /\b(?:we|paper|work|report|study|article|research|survey|review) (?:\w+ ){0,2}?(?:show|find|found|demonstrat|stud(?:y|ie)|investigat|prov(?:e|id)|explor|examin|analy[sz]|survey|review|aim|address|compar|evaluat|argu|focus|consider|revisit|tackl|approach|extend|appl(?:y|ied)|deriv|formulat|report|establish|discuss|challeng|measur|quantif|characteri|adapt|generali|implement|collect|conduct)|(?<!\()\bthis (?:paper|work|study|article|survey|report|research|review)\b/i

/** First words of openings that tell why or where, never what. */
const OPENS =
  /^(?:\w+ing|to|in|therefore|thus|hence|so|specifically|here|furthermore|moreover|motivated|inspired|based|built|driven|guided|for|as|with|at|on|by|through|towards?|instead|given|unlike|however|finally|additionally|consequently|accordingly|next|then|subsequently|first(?:ly)?|second(?:ly)?|also)\b/i
const LONGEST_OPENING = 200

/** "we then propose a …": who and verb, when something that can stand alone follows. */
const PRESENTS =
  /^(?:we|this (?:paper|work|report|study|article)|the authors?) (?:(?:then|further|also|first|thus|therefore|here) )?(?:propose|introduce|present|develop|describe|release)(?:s|d|ed)? (?!(?:to|how|that|\w+ing)\b)/i

function plain(sentence: string): string {
  const rest = withoutOpening(sentence)
  const presented = rest.replace(PRESENTS, '')
  if (presented === rest || ALSO_DOES.test(presented)) return capitalised(rest)
  const comma = presented.indexOf(', ')
  const name = comma < 0 ? '' : presented.slice(0, comma)
  const explained = presented.slice(comma + 2)
  if (isName(name) && /^(?:an?|the|our|one) /.test(explained)) return `${name}: ${explained}`
  if (isName(name) && explained.startsWith('which '))
    return `${name} ${explained.slice('which '.length)}`
  if (name !== '' && /^[a-z]+[A-Z]/.test(name) && /^(?:an?|the|our|one) /.test(explained)) {
    return `${name}: ${explained}`
  }
  return isName(presented.split(' ', 1)[0]!) && !isName(name)
    ? capitalised(rest)
    : capitalised(presented)
}

/** "We propose X and show …": without its "we" the second verb has no subject. "To draw and compare" needs none. */
const ALSO_DOES =
  /(?<!\b(?:to|can|could|may|will|which|that) (?:\w+ )?\w+,? )\band (?:then |also |further |\w+ly )?(?:propose|introduce|present|develop|show|demonstrate|evaluate|prove|analy[sz]e|investigate|apply|describe|derive|find|discuss|establish|conduct|validate|exhibit|obtain|characterize|design|construct) /

function withoutOpening(sentence: string): string {
  const here = IN_THIS_PAPER.exec(sentence)
  if (here) return sentence.slice(here[0].length)
  if (!OPENS.test(sentence)) return sentence
  const we =
    /, (?:in this (?:paper|work|study|article),? )?(?=(?:we|this (?:paper|work|report|study|article)) )/i.exec(
      sentence.slice(0, LONGEST_OPENING),
    )
  return we ? sentence.slice(we.index + we[0].length) : sentence
}

const IN_THIS_PAPER =
  /^(?:(?:in|with|through) this (?:paper|work|report|study|article|thesis)|here),? (?:\(\w+\) )?(?=we )/i

/** Up to six words of which the first has a capital or is a TeX command: "X", "Deep Mixing (DM)", "\mymodel". */
const isName = (text: string) =>
  /^["“‘'`]*(?:[A-Z\d]|\\[a-z])/.test(text) &&
  !/^(?:A|An|The) /.test(text) &&
  text.split(' ').length <= 6

/** A name keeps its case: "scMaps", "mT5". */
const capitalised = (text: string) =>
  /^[a-z]+[A-Z\d]/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1)

const SHORTEST = 80
const CLAUSE_ENDS = [', ', '; ', ' -- ', ' — ', ': ', '. ', ' (']

/** Cut at the last clause end outside of brackets that leaves a whole thought, else at a word with an ellipsis. */
function shortened(text: string): string {
  if (text.length <= LONGEST_GIST) return text
  for (let end = LONGEST_GIST - 1; end >= SHORTEST; end--) {
    const ends =
      CLAUSE_ENDS.some((mark) => text.startsWith(mark, end)) &&
      !/(?:^|[ .(])\w$/.test(text.slice(end - 2, end)) // "U.S. Roads", "e.g. roads"
    if (ends && !insideBrackets(text, end))
      return `${text.slice(0, end).trimEnd().replace(HANGING, '')}.`
  }
  return `${text.slice(0, text.lastIndexOf(' ', LONGEST_GIST - 1))}…`
}

/** "…, and (2) …" cut in front of the bracket */
const HANGING = /[,;]? (?:and|or|with|by|but|which|that)$/

/** A closing bracket without an opening one, as in "A) … B) …", counts for nothing. */
function insideBrackets(text: string, at: number): boolean {
  let depth = 0
  for (const sign of text.slice(0, at)) {
    if (sign === '(') depth++
    else if (sign === ')' && depth > 0) depth--
  }
  return depth > 0
}
