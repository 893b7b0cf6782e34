import type { PaperKind } from './finding.ts'
import type { Sentence } from './claims/context.ts'
import { wordsOf } from './words.ts'
import { typeOf } from './systems/type.ts'

/** What the introducing sentence offers, by weight of its verb and noun. */
const OFFERS = /\b(?:propose|introduce|present|develop|release|construct|create|build|describe|design|offer|contribute|unveil|train|collect|report|study|investigate|examine|explore|analy[sz]e|survey|review|evaluate|compare|provide|demonstrate|show|find)[a-z]*\b/

/** What sort of paper it is. The title decides where it says so; else the first sentence about the paper. */
export function paperKind(title: string, abstract: string, sentences: Sentence[]): PaperKind {
  const heading = title.toLowerCase()
  const own = sentences.filter(({ own: mine }) => mine).map(({ span }) => abstract.slice(span[0], span[1]).toLowerCase())
  if (isSurvey(heading, own)) return 'survey'
  if (/\btechnical report\b|\bexperience (?:of|with|in)\b|\blessons\b/.test(heading)) return 'report'
  const titled = ofTitle(title)
  if (titled) return titled
  return ofSentences(own) ?? (/\?|\b(?:analysis|understanding|study|empirical|investigating|evaluating|rethinking|revisiting|limits|how|why|what|are|is|can|do|does)\b/.test(heading) ? 'study' : 'method')
}

function isSurvey(heading: string, own: string[]): boolean {
  if (/\b(?:survey|literature review|systematic review|a review|review of|overview|tutorial|past, present)\b/.test(heading)) return true
  return own.slice(0, 4).some((sentence) => /\b(?:this (?:survey|review)|we (?:survey|review)|(?:comprehensive|systematic|present a|literature|this) (?:survey|review)\b|comprehensively review|in this (?:survey|review))/.test(sentence) && !/we survey techniques/.test(sentence))
}

function ofTitle(title: string): PaperKind | null {
  const colon = /:\s|\s(?:--|—)\s/.exec(title)
  if (!colon) return null
  const subtitle = title.slice(colon.index + colon[0].length).toLowerCase()
  if (wordsOf(title, [0, colon.index]).length > 5) return null
  const article = /^(?:an?|the|towards?)?\s?/.exec(subtitle)![0]
  if (/\b(?:empirical|comparative|case) (?:study|analysis)\b/.test(subtitle)) return 'study'
  if (!article.trim() && !/\b(?:benchmark|dataset|corpus|environment|simulator|library|toolkit)\b/.test(subtitle.split(/\b(?:for|of|with|via|from|by|using|in)\b/)[0]!)) return null
  return kindOfType(subtitle)
}

function kindOfType(description: string): PaperKind | null {
  const type = typeOf(description)
  return type === 'tool' || type === 'environment' ? 'system' : type
}

function ofSentences(own: string[]): PaperKind | null {
  for (const sentence of own) {
    const verb = OFFERS.exec(sentence)
    if (!verb) continue
    const object = sentence.slice(verb.index + verb[0].length, verb.index + verb[0].length + 160)
    if (/^(?:stud|investigat|examin|explor|analy|evaluat|compar|demonstrat|show|find)/.test(verb[0])) return /study|analysis|investigat|examin|explor|analy|evaluat/.test(sentence) ? 'study' : null
    if (/\b(?:study|analysis|investigation|comparison|evaluation|characterization|overview|insights)\b/.test(object.split(/\b(?:for|of|that|which|to)\b/)[0]!)) return 'study'
    const described = /\b(?:an?|the|our|new|novel) .*/s.exec(object)
    const kind = described ? kindOfType(described[0].slice(0, 120).split(/[.;]/)[0]!) : null
    if (kind) return kind
  }
  return null
}
