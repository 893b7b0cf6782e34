import {
  parseAclId,
  parseArxivId,
  parseDoi,
  parseOpenReviewId,
  repairArxivFloat,
} from '../../papers/ids.ts'
import type { Draft } from '../../papers/paper.ts'
import type { Note } from '../reading.ts'
import { shown } from './shown.ts'

type Ids = Draft['ids']

/**
 * The arXiv id in a field that is meant for one. Spreadsheets and data frames turn ids into numbers: '704.3649' is
 * 0704.3649 and '1501.1' can only be 1501.10000, as ids have had five digits since 2015. A repair is noted.
 */
export function arxivIdIn(field: string | number, note: Note): string | null {
  const text = String(field)
  const id = parseArxivId(text)
  if (id) return id

  const repaired = repairArxivFloat(text.replace(/^arxiv:\s*/i, ''))
  if (repaired) note(`The id ${text} lost zeros and was read as ${repaired}.`)
  return repaired
}

/** Control characters, line breaks among them, and halves of letters (lone surrogates). PostgreSQL stores no NUL and no half. */
const NO_ID_CHARACTER = /[\p{Cc}\p{Cs}]/u

/**
 * An id as it came, without spaces around it. One that is too long or holds what no id does is left out with a note:
 * cleaned, it could be the id of another paper.
 */
export function idIn(field: string | undefined, note: Note): string | undefined {
  const id = field?.trim()
  if (!id) return undefined
  if (id.length <= ID_CHARACTERS_MAX && !NO_ID_CHARACTER.test(id)) return id
  const why =
    id.length > ID_CHARACTERS_MAX
      ? `is longer than ${ID_CHARACTERS_MAX} characters`
      : 'holds characters that no id has'
  note(`The id ${shown(id)} ${why} and was left out.`)
  return undefined
}

/** The first DOI in a field, which may hold several; arXiv's own DOIs are arXiv ids. */
export function idsInDoi(field: string | undefined, note: Note): Ids {
  for (const text of (field ?? '').split(/[\s,;]+/).slice(0, DOIS_MAX)) {
    const arxiv = /10\.48550\/arxiv\./i.test(text) ? parseArxivId(text) : null
    if (arxiv) return { arxiv }
    const doi = parseDoi(text) && idIn(text, note)
    if (doi) return { doi: parseDoi(doi)! }
  }
  return {}
}

const DOIS_MAX = 20
const ID_CHARACTERS_MAX = 300 // the longest DOI in use has about 200; a database key may not have 2,700

/** The ids in the address of the paper's own page. Do not ask it about links to code or data: those have DOIs too. */
export function idsInAddress(address: string, note: Note): Ids {
  if (address.length > ID_CHARACTERS_MAX || !/[./:]/.test(address)) return {}
  const arxiv = /arxiv/i.test(address) ? parseArxivId(address) : null
  if (arxiv) return { arxiv }
  const acl = /aclanthology|aclweb|^acl:/i.test(address) ? parseAclId(address) : null
  if (acl) return { acl }
  const openreview = parseOpenReviewId(address)
  if (openreview) return { openreview }
  return idsInDoi(address, note)
}
