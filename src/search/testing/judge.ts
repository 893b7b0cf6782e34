import { analyse, type Token } from '../analysis/analyse.ts'
import { FIELDS, type SearchDocument } from '../document.ts'
import type { Asked, Clause, Condition, Phrase, Query } from '../query/query.ts'
import { fieldWorth, impact, termWeight, type Averages, type Scoring } from '../scoring/bm25f.ts'
import { dayOf } from '../segment/day.ts'
import { fieldTexts, namesOf } from '../segment/field-text.ts'
import { TRAITS } from '../segment/segment.ts'
import { termsOfWord } from '../segment/terms-of.ts'

/**
 * The judge of the index: no index. Every query reads every paper and works everything out from the definitions. What
 * the index answers must be exactly this.
 */
export function judge(documents: SearchDocument[], averages: Averages, scoring: Scoring) {
  const papers = documents.map((document) => readPaper(document, averages, scoring))
  const holders = new Map<string, number>()
  for (const { impacts } of papers)
    for (const term of impacts.keys()) holders.set(term, (holders.get(term) ?? 0) + 1)

  return (query: Query): Judgement => {
    const allowed = papers.filter((paper) => query.clauses.every((clause) => meets(paper, clause)))
    const bearers =
      query.name === '' ? [] : papers.filter(({ names }) => names.includes(query.name))
    const named = new Set(bearers.length <= 3 ? bearers : [])
    const weights = weightsOf(query, papers.length, holders, scoring)
    const terms = [...weights.keys()]
    const found =
      query.words.length === 0
        ? allowed
        : allowed.filter(({ impacts }) => terms.some((term) => impacts.has(term)))
    const ranked = found
      .map((paper) => ({
        paper,
        isNamed: named.has(paper),
        score: sum(terms, (term) => weights.get(term)! * (paper.impacts.get(term) ?? 0)),
      }))
      .toSorted(
        (a, b) =>
          Number(b.isNamed) - Number(a.isNamed) ||
          b.score - a.score ||
          dayOf(b.paper.document.date) - dayOf(a.paper.document.date) ||
          Buffer.compare(Buffer.from(a.paper.document.id), Buffer.from(b.paper.document.id)),
      )
    return {
      ranked: ranked.map(({ paper, score }) => ({ id: paper.document.id, score })),
      total: found.length,
      sayingMost: sayingMost(allowed, query.asked),
    }
  }
}

interface Judgement {
  ranked: { id: string; score: number }[]
  total: number
  sayingMost: string[] // ids, sorted
}

function sayingMost(papers: ReadPaper[], asked: Asked[]): string[] {
  const said = papers.map(
    ({ impacts }) =>
      asked.filter((ways) => ways.some((stems) => stems.every((stem) => impacts.has(stem)))).length,
  )
  const most = Math.max(1, ...said)
  const ids = papers.filter((_, i) => said[i] === most).map(({ document }) => document.id)
  return ids.toSorted()
}

interface ReadPaper {
  document: SearchDocument
  fields: Token[][][] // by field: texts of tokens
  impacts: Map<string, number>
  names: string[]
}

function readPaper(document: SearchDocument, averages: Averages, scoring: Scoring): ReadPaper {
  const clean = fieldTexts(document)
  const fields = clean.map((texts) => texts.map((text) => analyse(text)))
  const counts = new Map<string, number[]>()
  for (const [field, texts] of fields.entries()) {
    for (const token of texts.flat()) {
      for (const term of termsOfWord(token, field)) {
        const known = counts.get(term) ?? FIELDS.map(() => 0)
        known[field]!++
        counts.set(term, known)
      }
    }
  }
  const lengths = fields.map((texts) => sum(texts, (tokens) => widthOf(tokens)))
  const worth = fieldWorth(lengths, averages, scoring)
  const impacts = new Map(
    [...counts].map(([term, ofTerm]) => [term, impact(ofTerm, 0, worth, scoring.k1)]),
  )
  return { document, fields, impacts, names: namesOf(clean) }
}

/** How many positions a text takes: a run of ideographs takes one per character, one more than its pairs. */
function widthOf(tokens: Token[]): number {
  const last = tokens.at(-1)
  if (!last) return 0
  const isPair = /^[\p{Script=Han}]{2}$/u.test(last.text)
  return last.position + (isPair ? 2 : 1)
}

function weightsOf(
  query: Query,
  papers: number,
  holders: Map<string, number>,
  scoring: Scoring,
): Map<string, number> {
  const shares = new Map<string, number>()
  const give = (term: string, share: number) => shares.set(term, (shares.get(term) ?? 0) + share)
  for (const { stem, exact, share } of query.words) {
    give(stem, share)
    if (stem !== exact) give(exact, share * scoring.exactShare)
  }
  return new Map(
    [...shares]
      .filter(([term]) => holders.has(term))
      .map(([term, share]) => [term, termWeight(papers, holders.get(term)!, share)]),
  )
}

function meets(paper: ReadPaper, { anyOf, not }: Clause): boolean {
  return anyOf.some((condition) => matches(paper, condition)) !== not
}

function matches(paper: ReadPaper, condition: Condition): boolean {
  const { document } = paper
  switch (condition.kind) {
    case 'phrase':
      return holds(paper, condition.phrase)
    case 'survey':
      return paper.fields[0]!.flat().some(({ stem }) =>
        ['survey', 'review', 'overview', 'tutori'].includes(stem),
      )
    case 'year':
      return (
        document.year !== null && document.year >= condition.from && document.year <= condition.to
      )
    case 'day':
      return dayOf(document.date) >= condition.from && dayOf(document.date) <= condition.to
    case 'has':
      return document.has[TRAITS[condition.trait]!]
    case 'category':
      return document.categories.some((category) => {
        const lower = category.toLowerCase()
        return lower === condition.value || lower.startsWith(`${condition.value}.`)
      })
    case 'topic':
      return document.topics.some((topic) => topic.toLowerCase() === condition.value)
    case 'source':
      return document.source.toLowerCase() === condition.value
    case 'venue':
      return document.venue !== null && document.venue.toLowerCase().includes(condition.value)
  }
}

function holds({ fields }: ReadPaper, { words, field }: Phrase): boolean {
  return fields.some(
    (texts, number) =>
      (field === null || FIELDS[number] === field) &&
      texts.some((tokens) =>
        tokens.some(({ position: start }) =>
          words.every(({ term, at }) =>
            tokens.some(
              (token) =>
                token.position === start + at - words[0]!.at &&
                termsOfWord(token, number).includes(term),
            ),
          ),
        ),
      ),
  )
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
