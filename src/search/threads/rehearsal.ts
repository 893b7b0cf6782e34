import { answer, type Sources } from '../answer/answer.ts'
import { readStored } from '../segment/stored.ts'

const QUERIES = 24 // a quarter of a second in a thread that has just begun; the last ones are as fast as those of an hour later
const FEWEST_PAPERS = 1000 // fewer are searched in a millisecond even by a thread that does it for the first time
const WORDS = 4 // of a title

/**
 * Asks for what papers are called, a query for each step, so that the first readers after a start do not wait for loops to be
 * compiled and memory to be touched: their queries would take twice as long, the slowest ten times. Ends at once when there are few papers.
 */
export function* rehearsal(sources: Sources, now: () => number): Generator<void> {
  if (sources.collection.papers < FEWEST_PAPERS) return
  for (const typed of beginningsOfTitles(sources)) {
    answer(sources, typed, { facets: true, explain: true }, now)
    yield
  }
}

/** Of papers evenly taken. */
function* beginningsOfTitles({ collection: { parts } }: Sources): Generator<string> {
  const documents = parts.reduce((sum, { segment }) => sum + segment.documents, 0)
  for (const { segment } of parts) {
    const step = Math.ceil(documents / QUERIES)
    for (let document = 0; document < segment.documents; document += step) {
      const [[title]] = readStored(segment.stored, document).texts as [[string]]
      yield title.split(' ').slice(0, WORDS).join(' ')
    }
  }
}
