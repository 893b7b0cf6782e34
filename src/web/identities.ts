import type { Paper } from '../papers/paper.ts'

/** A name under which the world knows a paper, and where that name leads. */
export interface Identity {
  name: string // of the scheme: 'arXiv'
  value: string // '2406.01234'
  url: string
}

/** The known names of a paper that have an address, those for reading first. */
export function identities({ ids }: Pick<Paper, 'ids'>): Identity[] {
  const found: Identity[] = []
  const add = (name: string, value: string | undefined, prefix: string, suffix = '') => {
    if (value) found.push({ name, value, url: `${prefix}${inAddress(value)}${suffix}` })
  }
  add('arXiv', ids.arxiv, 'https://arxiv.org/abs/')
  add('ACL', ids.acl, 'https://aclanthology.org/', '/')
  add('OpenReview', ids.openreview, 'https://openreview.net/forum?id=')
  add('DOI', ids.doi, 'https://doi.org/')
  return found
}

/** The address of a DOI at the place that knows all of them. */
export function doiAddress(doi: string): string {
  return `https://doi.org/${inAddress(doi)}`
}

/** Slashes and colons stay readable. A question mark or a hash in an id begins nothing. */
function inAddress(id: string): string {
  return encodeURI(id).replace(/[?#]/g, encodeURIComponent)
}
