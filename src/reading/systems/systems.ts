import type { PaperKind, System, SystemType } from '../finding.ts'
import type { Sentence } from '../claims/context.ts'
import type { Candidate } from './candidate.ts'
import { introduced } from './introduced.ts'
import { bare } from './name.ts'
import { titleCandidate } from './title.ts'

/** The named things that the paper introduces, in the order of the text, the title's first. */
export function systemsOf(title: string, abstract: string, sentences: Sentence[], kind: PaperKind): System[] {
  if (kind === 'survey') return []
  const found = sentences.flatMap((sentence) => introduced(abstract, sentence))
  const background = new Set(sentences.filter(({ own }) => !own).flatMap(({ words }) => words.map(({ text }) => bare(text))))
  const names = new Set(found.map(({ name }) => name))
  const fromTitle = titleCandidate(title, (name) => names.has(name) || usedAsName(abstract, sentences, name))
  const candidates = fromTitle ? [fromTitle, ...found] : found
  const systems: System[] = []
  for (const candidate of candidates) {
    if (!candidate.inTitle && background.has(candidate.name) && candidate.name !== fromTitle?.name) continue
    add(systems, candidate, kind)
  }
  return placed(systems, abstract)
}

/** "Orca learns …", "the Orca model", "Orca, a …": the abstract writes the word with its capital where none is due. */
function usedAsName(abstract: string, sentences: Sentence[], name: string): boolean {
  if (!abstract.includes(name)) return false
  const first = name.split(' ')[0]!
  return sentences.some(({ words, span }) =>
    words.some((word, index) => {
      if (bare(word.text) !== first || !abstract.startsWith(name, word.start)) return false
      if (index > 0) return true
      const rest = abstract.slice(word.start + name.length, Math.min(span[1], word.start + name.length + 30))
      return /^(?: (?:is|are|was|can|also|first|then|uses|leverages|achieves|learns|outperforms|enables|consists|surpasses|demonstrates|provides|combines|introduces|integrates)\b|['’]s\b)/.test(rest)
    }),
  )
}

function add(systems: System[], candidate: Candidate, kind: PaperKind): void {
  const same = systems.find((system) => sameName(system, candidate))
  if (same) {
    if (candidate.name !== same.name && !same.aliases.includes(candidate.name)) same.aliases.push(candidate.name)
    if (candidate.alias && candidate.alias !== same.name && !same.aliases.includes(candidate.alias)) same.aliases.push(candidate.alias)
    if (candidate.type && same.confidence <= candidate.confidence + 0.2) same.type = candidate.type
    same.confidence = Math.min(0.95, Math.max(same.confidence, candidate.confidence) + 0.05)
    return
  }
  systems.push({
    name: candidate.name,
    aliases: candidate.alias ? [candidate.alias] : [],
    type: candidate.type ?? typeOfKind(kind),
    confidence: candidate.confidence,
    span: [candidate.start, candidate.start + candidate.name.length],
    inTitle: candidate.inTitle,
  })
}

const typeOfKind = (kind: PaperKind): SystemType =>
  kind === 'model' || kind === 'system' || kind === 'dataset' || kind === 'benchmark' ? kind : 'method'

const folded = (name: string) => name.toLowerCase().replace(/[^a-z0-9+]/g, '').replace(/s$/, '')

function sameName(system: System, candidate: Candidate): boolean {
  const forms = [system.name, ...system.aliases].map(folded)
  return forms.includes(folded(candidate.name)) || (candidate.alias !== undefined && forms.includes(folded(candidate.alias)))
}

/** A system named in the title and in the abstract is shown where the abstract has it. */
function placed(systems: System[], abstract: string): System[] {
  for (const system of systems) {
    if (!system.inTitle) continue
    const at = abstract.indexOf(system.name)
    if (at >= 0) Object.assign(system, { span: [at, at + system.name.length], inTitle: false })
  }
  return systems
}

