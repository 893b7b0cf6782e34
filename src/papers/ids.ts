import type { IdKind } from './paper.ts'

const ARXIV_NEW = /^(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v\d+)?$/
const ARXIV_OLD = /^([a-z]+(?:-[a-z]+)*)(?:\.[a-z]{2})?\/(\d{7})(?:v\d+)?$/i
const ARXIV_PREFIX =
  /^(?:oai:arxiv\.org:|arxiv:\s*|(?:https?:\/\/)?(?:[a-z-]+\.)?arxiv\.org\/(?:abs|pdf|html|format|src)\/|10\.48550\/arxiv\.|(?:https?:\/\/)?(?:dx\.)?doi\.org\/10\.48550\/arxiv\.)/i

/**
 * '2406.01234', whether it comes with a version, as 'arXiv:…', as an address, or as arXiv's own DOI.
 * The old form loses its subject class, as arXiv itself does: 'math.GT/0309136' is 'math/0309136'.
 * Null when the text is no arXiv id.
 */
export function parseArxivId(text: string): string | null {
  const bare = text
    .trim()
    .replace(ARXIV_PREFIX, '')
    .replace(/(\.pdf)?([?#].*)?$/i, '')

  const recent = ARXIV_NEW.exec(bare)
  if (recent) {
    const [, year, month, number] = recent
    return number!.length === digitsSince(year!, month!) ? `${year}${month}.${number}` : null
  }

  const old = ARXIV_OLD.exec(bare)
  return old ? `${old[1]!.toLowerCase()}/${old[2]}` : null
}

/**
 * Puts back the zeros that an id lost on its way through a floating-point number:
 * '704.3649' was '0704.3649' and '1501.1' was '1501.10000'. Null when that explains nothing.
 */
export function repairArxivFloat(text: string): string | null {
  const float = /^(\d{3,4})\.(\d{1,5})$/.exec(text.trim())
  if (!float) return null

  const yearMonth = float[1]!.padStart(4, '0')
  const digits = digitsSince(yearMonth.slice(0, 2), yearMonth.slice(2))
  return parseArxivId(`${yearMonth}.${float[2]!.padEnd(digits, '0')}`)
}

/** arXiv numbered with four digits up to December 2014 and with five since (arXiv identifier scheme). */
function digitsSince(year: string, month: string): number {
  return Number(year + month) >= 1501 ? 5 : 4
}

/** '10.18653/v1/p19-1001': lower case, because a DOI means the same in either. Null when the text is no DOI. */
export function parseDoi(text: string): string | null {
  const bare = text.trim().replace(/^(?:doi:\s*|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/)/i, '')
  return /^10\.\d{4,9}\/[^\s"<>]+$/.test(bare) ? bare.replace(/[.,;]+$/, '').toLowerCase() : null
}

/**
 * Whether a DOI is that of a book, which its chapters may be given too: it ends with an ISBN of 13 digits or, with hyphens, of 10, as
 * '10.1007/978-3-030-12345-6', '10.1017/cbo9780511800000' and '10.1007/3-540-44750-4' do, or with the number that says “the whole”
 * in '10.7551/mitpress/1234.001.0001'. Chapters of their own have more behind it: '10.1007/978-3-030-12345-6_2'.
 */
export function isBookDoi(doi: string): boolean {
  return BOOK_DOI.test(doi)
}

const BOOK_DOI =
  /(?:(?<!\d)97[89](?:-?\d){10}|[/.](?=[\dx-]{13}$)\d{1,5}-\d{1,7}-\d{1,7}-[\dx]|\.001\.0001)$/

/** 'P19-1001' or '2023.acl-long.12', alone, with 'acl:' or as an address in the ACL Anthology. Null otherwise. */
export function parseAclId(text: string): string | null {
  const bare = text
    .trim()
    .replace(
      /^(?:acl:|(?:https?:\/\/)?(?:www\.)?aclanthology\.org\/|(?:https?:\/\/)?(?:www\.)?aclweb\.org\/anthology\/)/i,
      '',
    )
    .replace(/(?:\.pdf|\.bib|\/)$/i, '')
  return /^(?:[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)$/i.test(bare) ? bare : null
}

/** The forum id of an OpenReview address, or after 'openreview:'. Null otherwise. */
export function parseOpenReviewId(text: string): string | null {
  const found =
    /^(?:openreview:|(?:https?:\/\/)?openreview\.net\/(?:forum|pdf)\?(?:.*&)?id=)([\w-]{6,20})(?:[&#].*)?$/.exec(
      text.trim(),
    )
  return found ? found[1]! : null
}

/** What a reader may have pasted or linked: the id of the page it should lead to, if it is any id we know the form of. */
export function parsePaperId(text: string): string | null {
  const arxiv = parseArxivId(text)
  if (arxiv) return arxiv
  const doi = parseDoi(text)
  if (doi) return `doi:${doi}`
  const acl = parseAclId(text)
  if (acl) return `acl:${acl}`
  const openreview = parseOpenReviewId(text)
  return openreview ? `openreview:${openreview}` : null
}

/** Which name a work goes by when it has several: the first in this order. */
export const ID_KINDS: IdKind[] = ['arxiv', 'acl', 'doi', 'openreview', 'other']

/** An id as part of an address: 'doi:10.1/x'. An arXiv id goes without a kind, and 'other' ones bring theirs. */
export function named(kind: IdKind, value: string): string {
  return kind === 'arxiv' || kind === 'other' ? value : `${kind}:${value}`
}
