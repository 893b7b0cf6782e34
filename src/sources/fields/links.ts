import { storable } from '../../database/rows.ts'
import type { Link } from '../../papers/paper.ts'
import type { Note } from '../reading.ts'

const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^[\]()]+(?:\([^\s()]*\)[^\s<>"'`{}|\\^[\]()]*)*/gi
const WITHOUT_SCHEME = /^(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/[^\s<>"]*)?$/i

/** Beyond it, what stands in a field for links is a text; patterns take their time on it. */
const FIELD_CHARACTERS_MAX = 4000

const CODE_HOSTS = /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)$/
const PICTURES = /\.(?:svg|png|jpe?g|gif)$/i

/**
 * The addresses in a field for links, which people fill with Markdown, several addresses, or words.
 * What is no http address is left out. `kind` is what the field is for; else the address tells.
 */
export function linksIn(field: string, note: Note, kind?: Link['kind']): Link[] {
  if (field.length > FIELD_CHARACTERS_MAX) {
    note(`A field for links has ${field.length.toLocaleString('en')} characters and was left out.`)
    return []
  }
  const text = storable(field).trim()
  const addresses = WITHOUT_SCHEME.test(text) ? [`https://${text}`] : (text.match(ADDRESS) ?? [])
  return addresses.flatMap((address) => {
    const url = address.replace(/[.,;:!?]+$/, '')
    return URL.canParse(url) && !PICTURES.test(url)
      ? [{ url, kind: kind ?? kindOf(new URL(url)) }]
      : []
  })
}

function kindOf({ hostname, pathname }: URL): Link['kind'] {
  if (CODE_HOSTS.test(hostname) || hostname.startsWith('gitlab.')) return 'code'
  if (/\.pdf$|\/pdf\b/i.test(pathname)) return 'pdf'
  if (hostname.endsWith('.github.io') || hostname === 'sites.google.com') return 'project'
  if (ABSTRACT_PAGES.some((page) => page.test(hostname + pathname))) return 'abstract'
  return 'other'
}

/** Pages of publishers and proceedings that show one paper. */
const ABSTRACT_PAGES = [
  /^(?:dx\.)?doi\.org\//,
  /^(?:www\.)?arxiv\.org\/abs\//,
  /^openreview\.net\/forum/,
  /^(?:www\.)?aclanthology\.org\//,
  /^ieeexplore\.ieee\.org\//,
  /^dl\.acm\.org\/doi\//,
  /^openaccess\.thecvf\.com\//,
  /^proceedings\.mlr\.press\//,
  /^papers\.n(?:eur)?ips\.cc\//,
  /^www\.ijcai\.org\/proceedings\//,
  /^www\.ecva\.net\/papers\//,
  /^link\.springer\.com\//,
  /^huggingface\.co\/papers\//,
]
