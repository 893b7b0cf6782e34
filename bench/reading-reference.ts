import { z } from 'zod'
import type { Claim, Reading } from '../src/reading/finding.ts'

const ReferenceClaim = z.object({
  value: z.union([z.number(), z.tuple([z.number(), z.number()])]),
  unit: z.string(),
  unit_also: z.array(z.string()).optional(),
  quote: z.string(),
  salience: z.enum(['main', 'minor']),
})

const ReferencePaper = z.object({
  n: z.number(),
  kind: z.string(),
  kinds_also: z.array(z.string()),
  systems: z.array(
    z.object({
      name: z.string(),
      aliases: z.array(z.string()),
      type: z.string(),
      type_also: z.array(z.string()).optional(),
      optional: z.boolean().optional(),
    }),
  ),
  artifacts: z.array(
    z.object({ url: z.string(), kind: z.string(), kinds_also: z.array(z.string()).optional() }),
  ),
  claims: z.array(ReferenceClaim),
  topics: z.array(z.string()),
})

type ReferenceClaim = z.infer<typeof ReferenceClaim>
export type ReferencePaper = z.infer<typeof ReferencePaper>

export interface Tally {
  right: number
  found: number
  wanted: number
}

export const readReference = (json: string): ReferencePaper[] =>
  z.array(ReferencePaper).parse(JSON.parse(json))

/** The papers of a saved page: titles and abstracts in turn, separated by blank lines, behind the masthead's date. */
export function readPage(page: string): { title: string; abstract: string }[] {
  const blocks = page.split(/\n\s*\n/).map((block) => block.trim())
  const first = blocks.findIndex((block) => /^[A-Z][a-z]{2} \d{1,2}$/.test(block)) + 1
  const papers = []
  for (let at = first; at + 1 < blocks.length; at += 2)
    papers.push({ title: blocks[at]!, abstract: blocks[at + 1]! })
  return papers
}

const tally = (): Tally => ({ right: 0, found: 0, wanted: 0 })

function noScores() {
  return {
    artifacts: tally(),
    systems: tally(),
    claims: tally(),
    topics: tally(),
    exact: tally(),
    types: tally(),
    artifactKinds: tally(),
    kind: tally(),
    firstTopic: tally(),
    misses: new Array<string>(),
  }
}

/** Scores the readings of the reference's papers; `misses` holds a line for every finding missed or false. */
export function scoreReading(
  reference: ReferencePaper[],
  read: (n: number) => Reading,
  shownFrom: number,
): Scores {
  const scores = noScores()
  for (const paper of reference) {
    const reading = read(paper.n)
    const note = (what: string) => scores.misses.push(`${String(paper.n).padStart(3)} ${what}`)
    scoreArtifacts(paper, reading, scores, note)
    scoreSystems(paper, reading, shownFrom, scores, note)
    scoreClaims(paper, reading, shownFrom, scores, note)
    scoreLabels(paper, reading, scores, note)
  }
  return scores
}

type Scores = ReturnType<typeof noScores>
type Note = (what: string) => void

const same = (url: string) => url.toLowerCase().replace(/\/$/, '')

function scoreArtifacts(paper: ReferencePaper, reading: Reading, scores: Scores, note: Note): void {
  scores.artifacts.wanted += paper.artifacts.length
  for (const { url, kind } of reading.artifacts) {
    scores.artifacts.found++
    const wanted = paper.artifacts.find((artifact) => same(artifact.url) === same(url))
    if (!wanted) {
      note(`artifact false: ${url}`)
      continue
    }
    scores.artifacts.right++
    scores.artifactKinds.found++
    if (kind === wanted.kind || wanted.kinds_also?.includes(kind)) scores.artifactKinds.right++
    else note(`artifact kind: ${url} ${kind}, not ${wanted.kind}`)
  }
  for (const { url } of paper.artifacts) {
    if (!reading.artifacts.some((artifact) => same(artifact.url) === same(url)))
      note(`artifact missed: ${url}`)
  }
}

const folded = (name: string) => name.toLowerCase().replace(/[^a-z0-9+]/g, '')

function scoreSystems(
  paper: ReferencePaper,
  reading: Reading,
  shownFrom: number,
  scores: Scores,
  note: Note,
): void {
  const shown = reading.systems.filter(({ confidence }) => confidence >= shownFrom)
  const found = new Set<string>()
  scores.systems.wanted += paper.systems.filter(({ optional }) => !optional).length
  for (const system of shown) {
    const forms = new Set([system.name, ...system.aliases].map(folded))
    const wanted = paper.systems.find(({ name, aliases }) =>
      [name, ...aliases].some((form) => forms.has(folded(form))),
    )
    if (wanted) found.add(wanted.name)
    if (wanted?.optional) continue
    scores.systems.found++
    if (!wanted) {
      note(`system false: ${system.name} (${system.confidence.toFixed(2)})`)
      continue
    }
    scores.systems.right++
    scores.types.found++
    if (system.type === wanted.type || wanted.type_also?.includes(system.type)) scores.types.right++
    else note(`system type: ${system.name} ${system.type}, not ${wanted.type}`)
  }
  for (const { name, optional } of paper.systems)
    if (!optional && !found.has(name)) note(`system missed: ${name}`)
}

const sameValue = (a: Claim['value'], b: Claim['value']) =>
  [a].flat().length === [b].flat().length &&
  [a].flat().every((value, k) => Math.abs(value - [b].flat()[k]!) <= Math.abs(value) * 1e-6)

const sameUnit = (unit: string, wanted: ReferenceClaim) =>
  [wanted.unit, ...(wanted.unit_also ?? [])].some(
    (other) => other.toLowerCase() === unit.toLowerCase(),
  )

/** A claim is found when its quote overlaps the reference quote; it is exact when value and unit agree. */
function scoreClaims(
  paper: ReferencePaper,
  reading: Reading,
  shownFrom: number,
  scores: Scores,
  note: Note,
): void {
  const left = [...paper.claims]
  scores.claims.wanted += left.filter(({ salience }) => salience === 'main').length
  for (const claim of reading.claims.filter(({ confidence }) => confidence >= shownFrom)) {
    const fits = left.filter((wanted) => overlaps(claim.quote, wanted.quote))
    const wanted =
      fits.find((fit) => sameValue(fit.value, claim.value) && sameUnit(claim.unit, fit)) ??
      fits.find((fit) => sameValue(fit.value, claim.value))
    if (!wanted) {
      scores.claims.found++
      note(`claim false: ${JSON.stringify(claim.value)} ${claim.unit} “${claim.quote}”`)
      continue
    }
    left.splice(left.indexOf(wanted), 1)
    if (wanted.salience === 'minor') continue
    scores.claims.found++
    scores.claims.right++
    scores.exact.found++
    if (sameUnit(claim.unit, wanted)) scores.exact.right++
    else note(`claim unit: ${claim.unit}, not ${wanted.unit} “${claim.quote}”`)
  }
  for (const { value, unit, quote, salience } of left) {
    if (salience === 'main') note(`claim missed: ${JSON.stringify(value)} ${unit} “${quote}”`)
  }
}

const overlaps = (a: string, b: string) => a.includes(b) || b.includes(a) || sharesNumber(a, b)

const numbersIn = (text: string): string[] => text.match(/\d[\d.,]*/g) ?? []

const sharesNumber = (a: string, b: string) => {
  const others = new Set(numbersIn(b))
  return numbersIn(a).some((number) => others.has(number))
}

function scoreLabels(paper: ReferencePaper, reading: Reading, scores: Scores, note: Note): void {
  scores.kind.found++
  if ([paper.kind, ...paper.kinds_also].includes(reading.kind)) scores.kind.right++
  else note(`kind: ${reading.kind}, not ${paper.kind}`)
  const topics: string[] = reading.topics.map(({ topic }) => topic)
  scores.firstTopic.found++
  if (topics[0] && paper.topics.includes(topics[0])) scores.firstTopic.right++
  scores.topics.found += topics.length
  scores.topics.wanted += paper.topics.length
  const right = topics.filter((topic) => paper.topics.includes(topic)).length
  scores.topics.right += right
  if (right < paper.topics.length || right < topics.length)
    note(`topics: ${topics.join(' ')}; wanted ${paper.topics.join(' ')}`)
}
