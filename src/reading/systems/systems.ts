import type { PaperKind, System, SystemType } from '../finding.ts'
import type { Sentence } from '../voice.ts'
import type { Candidate } from './candidate.ts'
import { introduced } from './introduced.ts'
import { named } from './named.ts'
import { bare, CLASS_NOUN, isCommon } from './name.ts'
import { components, listed, possessed } from './possessed.ts'
import { titleCandidate } from './title.ts'
import { typeOf, typeOfName } from './type.ts'

/** A system whose type the text leaves open. */
export type NamedSystem = Omit<System, 'type'> & { type: SystemType | null }

/** The named things that the paper introduces, the title's first, then in the order of the text. */
export function namedSystems(
  title: string,
  abstract: string,
  sentences: Sentence[],
): NamedSystem[] {
  const found = sentences.flatMap(({ words, own }) =>
    own
      ? [
          ...named(abstract, words),
          ...introduced(abstract, words),
          ...possessed(abstract, words),
          ...components(abstract, words),
          ...listed(abstract, words),
        ]
      : [],
  )
  found.splice(MOST_NAMES)
  const names = new Set(found.map(({ name }) => name))
  const fromTitle = titleCandidate(
    title,
    names,
    (name) => names.has(name) || usedAsName(abstract, sentences, name),
  )
  const spelled = fromTitle ? null : spelledTitle(title, abstract)
  const candidates = fromTitle ? [fromTitle, ...found] : spelled ? [...found, spelled] : found
  if (candidates.length === 0) return []
  const background = wordsOfOthers(sentences)
  const systems: NamedSystem[] = []
  for (const candidate of candidates) {
    const { name, alias = '' } = candidate
    const isKnown =
      [name, `${name}s`, alias].some((form) => background.has(form)) ||
      isUsual(abstract, [name, alias])
    if (!candidate.inTitle && isKnown && name !== fromTitle?.name) continue
    add(systems, candidate)
  }
  for (const system of systems)
    system.type = typeOfName(system.name, system.type ?? usedWith(system.name, abstract))
  return placed(systems, abstract)
}

/** The words of the sentences that are about earlier work. */
const wordsOfOthers = (sentences: Sentence[]) =>
  new Set(
    sentences.filter(({ own }) => !own).flatMap(({ words }) => words.map(({ text }) => bare(text))),
  )

/** "conventional MPC": what comes in a usual form is everybody's. */
function isUsual(abstract: string, names: string[]): boolean {
  return names.some((name) => name !== '' && USUAL.some((usual) => abstract.includes(`${usual} ${name} `))) // prettier-ignore
}

const USUAL = ['conventional', 'traditional', 'standard', 'classical', 'vanilla', 'existing']

/** More names than this are a list of everything; each is compared with each. */
const MOST_NAMES = 60

/** "MapNet models", "the Road Map (RM) dataset": the noun behind the name, wherever it stands. */
function usedWith(name: string, abstract: string): SystemType | null {
  for (let at = abstract.indexOf(name); at >= 0; at = abstract.indexOf(name, at + name.length)) {
    const next =
      /^(?: \([^()]{2,16}\))? ([a-z-]+)/.exec(
        abstract.slice(at + name.length, at + name.length + 40),
      )?.[1] ?? ''
    const type = CLASS_NOUN.test(next) ? typeOf(next) : null
    if (type) return type
  }
  return null
}

/** A title that the abstract abbreviates, "Road Filtering Networks" with "road filtering network (RFN)", is a name. */
function spelledTitle(title: string, abstract: string): Candidate | null {
  const name = title.trim().replace(/^(?:An?|The) |:.*$/gs, '')
  if (name.split(' ').length > LONGEST_TITLE || name.length > 80) return null
  const at = abstract.toLowerCase().indexOf(`${name.toLowerCase().replace(/s$/, '')} (`)
  const short =
    at < 0
      ? null
      : /^\(([A-Z][\w-]{1,11})\)/.exec(
          abstract.slice(at + name.replace(/s$/, '').length + 1, at + name.length + 16),
        )
  if (!short || isCommon(short[1]!)) return null
  return {
    name: abstract.slice(at, at + name.replace(/s$/, '').length),
    start: at,
    inTitle: false,
    confidence: 0.6,
    type: null,
    alias: short[1]!,
  }
}

const LONGEST_TITLE = 6

/** "Orka learns …", "the Orka model", "Orka, a …": the abstract writes the word with its capital where none is due. */
function usedAsName(abstract: string, sentences: Sentence[], name: string): boolean {
  if (!abstract.includes(name)) return false
  const first = name.split(' ')[0]!
  return sentences.some(({ words, span }) =>
    words.some((word, index) => {
      if (bare(word.text) !== first || !abstract.startsWith(name, word.start)) return false
      if (index > 0) return true
      const rest = abstract.slice(
        word.start + name.length,
        Math.min(span[1], word.start + name.length + 30),
      )
      return /^(?: (?:is an?|is the|can|also|first|then|uses|leverages|achieves|learns|outperforms|enables|consists|surpasses|demonstrates|provides|combines|introduces|integrates)\b|['’]s\b)/.test(
        rest,
      )
    }),
  )
}

/** Adds the candidate, or merges it with all systems that share a name with it. */
function add(systems: NamedSystem[], candidate: Candidate): void {
  const forms = [candidate.name, ...(candidate.alias ? [candidate.alias] : [])]
  const same = systems.filter(
    (system) =>
      sharesName([system.name, ...system.aliases], forms) ||
      forms.some((form) => spellsOut(form, system.name)),
  )
  const [first, ...others] = same
  if (!first) {
    const { name, start, inTitle, confidence, type } = candidate
    systems.push({
      name,
      aliases: forms.slice(1),
      type,
      confidence,
      span: [start, start + name.length],
      inTitle,
    })
    return
  }
  for (const form of [...forms, ...others.flatMap(({ name, aliases }) => [name, ...aliases])]) {
    if (form !== first.name && !first.aliases.includes(form)) first.aliases.push(form)
  }
  for (const other of others) systems.splice(systems.indexOf(other), 1)
  if (first.inTitle || first.type === null) first.type = candidate.type ?? first.type
  first.confidence = Math.min(0.95, Math.max(first.confidence, candidate.confidence) + 0.05)
}

/** A system whose type the text leaves open has that of its paper. */
export function typed({ type, ...system }: NamedSystem, kind: PaperKind): System {
  return { ...system, type: type ?? TYPE_OF_KIND[kind] ?? 'method' }
}

const TYPE_OF_KIND: Partial<Record<PaperKind, SystemType>> = {
  model: 'model',
  system: 'system',
  dataset: 'dataset',
  benchmark: 'benchmark',
}

const folded = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9+]/g, '')
    .replace(/s$/, '')

/** "ROAD-RNG Random Number Generator" is ROAD-RNG with its class behind; "MapNet 2" is another MapNet. */
function spellsOut(name: string, known: string): boolean {
  return name.startsWith(`${known} `) && !/\d/.test(name.slice(known.length))
}

function sharesName(names: string[], others: string[]): boolean {
  const forms = new Set(names.map(folded))
  return others.some((other) => forms.has(folded(other)))
}

/** A system named in the title and in the abstract is shown where the abstract has it. */
function placed(systems: NamedSystem[], abstract: string): NamedSystem[] {
  for (const system of systems) {
    if (!system.inTitle) continue
    const at = abstract.indexOf(system.name)
    if (at >= 0) Object.assign(system, { span: [at, at + system.name.length], inTitle: false })
  }
  return systems
}
