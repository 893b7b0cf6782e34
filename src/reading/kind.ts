import type { PaperKind, SystemType } from './finding.ts'
import { typeOf } from './systems/type.ts'
import type { Sentence } from './voice.ts'

/** A survey says so in its title, or in its first sentences about itself. It is asked first: surveys introduce nothing. */
export function isSurvey(title: string, abstract: string, sentences: Sentence[]): boolean {
  if (SURVEY_TITLE.test(title.toLowerCase())) return true
  const own = sentences.filter((sentence) => sentence.own).slice(0, 4)
  return own.some(({ span }) => SURVEYS.test(abstract.slice(span[0], span[1]).toLowerCase()))
}

const SURVEY_TITLE =
  /\b(?:survey|literature review|systematic review|(?:an?|comprehensive|critical|brief) review|review of|review on|overview|tutorial|past, present)\b/
const SURVEYS =
  /\b(?:this (?:survey|review|overview)|in this (?:survey|review)|we (?:comprehensively |systematically )?(?:survey|review) (?:the|recent|existing|current|advances)|(?:comprehensive|systematic|extensive|literature) (?:survey|review) of|present a (?:\w+ )?(?:survey|review))\b/

/**
 * What sort of paper it is, in this order: what its title says, what its main system is, what its first sentence about
 * itself offers. Without any of these it is a study when it looks into something, else a method.
 */
export function paperKind(
  title: string,
  abstract: string,
  sentences: Sentence[],
  systems: { name: string; type: SystemType | null; confidence: number }[],
): PaperKind {
  const heading = title.toLowerCase()
  if (
    /\btechnical report\b|^experiences? (?:of|with|in|from)\b|\blessons (?:from|learned)\b/.test(
      heading,
    )
  )
    return 'report'
  if (STUDY_TITLE.test(heading)) return 'study'
  if (/(?:^|: )benchmarking\b/.test(heading)) return 'benchmark'
  const main = systems.find(({ type, confidence }) => type !== null && confidence >= SURE)
  const beside = // "MapNet: …" that also builds a dataset is no dataset
    /^(?:dataset|benchmark)$/.test(main?.type ?? '') &&
    main !== systems[0] &&
    heading.startsWith(`${systems[0]!.name.toLowerCase()}:`)
  if (main?.type && !beside) return kindOfType(main.type)
  if (LOOKING_TITLE.test(heading)) return 'study'
  const subtitle = /(?::|\s--|\s—)\s(an?\s.*)/.exec(heading)?.[1]
  const offered = subtitle ? typeOf(subtitle) : null
  if (offered) return kindOfType(offered)
  const own = sentences
    .filter((sentence) => sentence.own)
    .map(({ span }) => abstract.slice(span[0], span[1]).toLowerCase())
  if (systems.length > 0) return 'method'
  return ofSentences(own) ?? (heading.includes('?') ? 'study' : 'method')
}

const SURE = 0.6
const STUDY_TITLE =
  /\b(?:(?:empirical|comparative|case|pilot|user|cohort|large-scale|comprehensive) (?:study|analysis|evaluation)(?! benchmark| suite| framework)|a closer look|insights and|lessons|empirically|how (?:do|does|can|well|much))\b|^(?:do|does|can|are|is|what|why|when) .*\?/
const LOOKING_TITLE =
  /(?:^|: )(?:rethinking|revisiting|understanding|investigating|examining|analy[sz]ing|exploring|evaluating|assessing|the limits)\b/

const kindOfType = (type: SystemType): PaperKind =>
  type === 'tool' || type === 'environment' ? 'system' : type

/** A proposal decides wherever it stands; else the first sentence that offers or looks into something. */
function ofSentences(own: string[]): PaperKind | null {
  const proposal = own.find((sentence) => PROPOSES.test(sentence))
  for (const sentence of proposal ? [proposal, ...own] : own) {
    const offer = OFFERS.exec(sentence)
    const look = LOOKS.exec(sentence)
    if (look && (!offer || look.index < offer.index)) return 'study'
    if (!offer) continue
    const object = sentence.slice(
      offer.index + offer[0].length,
      offer.index + offer[0].length + OBJECT,
    )
    const head = object.split(/\b(?:for|of|that|which|to|in)\b/, 1)[0]!
    if (
      /\b(?:study|analysis|investigation|comparison|characterization|insights|evidence|findings|experiments|results)\b/.test(
        head,
      )
    )
      return 'study'
    const type = typeOf(object.split(/[.;]/, 1)[0]!)
    if (type) return kindOfType(type)
  }
  return null
}

const OBJECT = 120
const PROPOSES = /\b(?:we|paper|work|study)(?: \w+){0,2} proposes? (?!to\b|\w+ing\b)/
const OFFERS =
  /\b(?:we|paper|work|study|report|article|authors|by)(?: \w+){0,2}? (?:propos|introduc|present|develop|releas|construct|creat|build|built|design|contribut|unveil|train\b|devis)\w*/
const LOOKS =
  /\b(?:we (?:\w+ )?(?:stud(?:y|ied)|investigate[sd]?|examine[sd]?|explore[sd]?|analy[sz]ed?|evaluated?|compared?|assess(?:ed)?|ask|discover|find|found|hypothesi[sz]e|argue|characteri[sz]e|quantify|demonstrate|show|shows)|this (?:paper|work|study|article|research) (?:\w+ )?(?:stud|investigat|examin|explor|analy|evaluat|compar|assess|aims to)\w*|the (?:aim|purpose|objective) of this)\b/
