import type { Draft } from '../papers/paper.ts'
import { type JsonObject, parseObject } from './fields/json.ts'
import { withinLimits } from './fields/limits.ts'
import { parseElement, type XmlElement } from './fields/xml.ts'
import { readArxivAtom } from './formats/arxiv-atom.ts'
import { readArxivRss } from './formats/arxiv-rss.ts'
import { readBibtex } from './formats/bibtex.ts'
import { readBroadsheet } from './formats/broadsheet.ts'
import { readCorpus } from './formats/corpus.ts'
import { readCsl } from './formats/csl.ts'
import { readHfApi } from './formats/hf-api.ts'
import { readHfDaily } from './formats/hf-daily.ts'
import { readKaggle } from './formats/kaggle.ts'
import { readOai } from './formats/oai.ts'
import { readPage } from './formats/page.ts'
import { readRis } from './formats/ris.ts'
import { NotAPaper, type Note, type Reading } from './reading.ts'

export const JSON_READERS: Record<string, (paper: JsonObject, note: Note) => Reading> = {
  page: readPage,
  corpus: readCorpus,
  kaggle: readKaggle,
  'hf-daily': readHfDaily,
  'hf-api': readHfApi,
  broadsheet: readBroadsheet,
  submission: readBroadsheet,
  csl: readCsl,
}

const XML_READERS: Record<string, (element: XmlElement, note: Note) => Reading> = {
  'arxiv-atom': readArxivAtom,
  'arxiv-rss': readArxivRss,
  'arxiv-oai': readOai,
  'arxiv-raw': readOai,
  'arxiv-dc': readOai,
  'arxiv-deleted': readOai,
}

export const TEXT_READERS: Record<string, (raw: string, note: Note) => Reading> = {
  bibtex: readBibtex,
  ris: readRis,
}

/** Names for `--format`. Two are none: deletions come among the records of other formats, submissions from readers. */
export const FORMATS = [JSON_READERS, XML_READERS, TEXT_READERS]
  .flatMap((readers) => Object.keys(readers))
  .filter((source) => source !== 'arxiv-deleted' && source !== 'submission')

/**
 * What a kept record says, read again from its raw text: the same draft as when it came in.
 * Null when this version of the reader refuses it. Throws RangeError for a source that it does not know.
 */
export function readRecord(source: string, raw: string): Draft | null {
  try {
    return withinLimits(readingOf(source, raw).draft, untold)
  } catch (error) {
    if (error instanceof NotAPaper) return null
    throw error
  }
}

function readingOf(source: string, raw: string): Reading {
  const json = JSON_READERS[source]
  if (json) return json(parseObject(raw), untold)
  const xml = XML_READERS[source]
  if (xml) return xml(parseElement(raw, untold), untold)
  const text = TEXT_READERS[source]
  if (text) return text(raw, untold)
  throw new RangeError(`There is no source ${JSON.stringify(source)}`)
}

/** What is repaired was told when the record came in. */
function untold(): void {}
