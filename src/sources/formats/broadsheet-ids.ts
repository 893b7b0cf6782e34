import { parseAclId, parseOpenReviewId } from '../../papers/ids.ts'
import type { Draft, IdKind } from '../../papers/paper.ts'
import { arxivIdIn, idIn, idsInDoi } from '../fields/ids.ts'
import { isObject, textIn } from '../fields/json.ts'
import { shown } from '../fields/shown.ts'
import type { Note } from '../reading.ts'

type Ids = Draft['ids']

const READERS: Record<IdKind, (id: string, note: Note) => Ids> = {
  doi: idsInDoi,
  arxiv(id, note) {
    const arxiv = arxivIdIn(id, note)
    return arxiv ? { arxiv } : {}
  },
  acl(id) {
    const acl = parseAclId(id)
    return acl ? { acl } : {}
  },
  openreview(id) {
    const openreview = parseOpenReviewId(id) ?? parseOpenReviewId(`openreview:${id}`)
    return openreview ? { openreview } : {}
  },
  other: (id) => (isOther(id) ? { other: id } : {}),
}

/** Prefixes by which works with other ids go: an id that borrows one would lead to another work. */
const TAKEN = new Set(['arxiv', 'doi', 'acl', 'openreview', 'title'])

/** '<prefix>:<rest>'. A prefix holds no slash, so that no id looks like 'date/2025-04-14' in an address. */
function isOther(id: string): boolean {
  const prefix = /^([a-z][a-z\d._-]*):\S/.exec(id)?.[1]
  return prefix !== undefined && !TAKEN.has(prefix)
}

/** The ids of one of our own lines, each in the one form that it is stored in. What has no form is left out with a note. */
export function broadsheetIds(field: unknown, note: Note): Ids {
  if (!isObject(field)) return {}
  const ids: Ids = {}
  for (const [kind, read] of Object.entries(READERS)) {
    const id = idIn(textIn(field[kind]), note)
    if (id === undefined) continue
    const found = read(id, note)
    if (Object.keys(found).length === 0) {
      note(`${shown(id)} has not the form of an id of kind "${kind}" and was left out.`)
    }
    Object.assign(ids, found)
  }
  return ids
}
