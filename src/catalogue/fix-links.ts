import type { Database } from '../database/database.ts'
import { lockSaving } from '../papers/save-store.ts'
import { findPaper } from '../papers/store.ts'
import { correct, type By } from './correct.ts'
import { countCorrections } from './correction-store.ts'
import { findPaperFindings } from './paper-findings-store.ts'

/** What a link of a paper can lead to. */
export const LINK_KINDS = ['code', 'model', 'dataset', 'demo', 'website'] as const

export type LinkKind = (typeof LINK_KINDS)[number]

const ADDRESS_CHARACTERS_MAX = 500
const FIXES_MAX = 50 // links of one paper that people said something of: nobody reads more

/** A link as somebody typed it, or in words what is wrong with it. */
export function readLink(given: {
  url: string
  kind: string
}): { url: string; kind: LinkKind } | { problem: string } {
  const kind = LINK_KINDS.find((known) => known === given.kind)
  if (!kind) return { problem: 'Please choose what the link leads to.' }
  const url = URL.parse(given.url.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return { problem: 'This is not the address of a page: it begins with https:// or http://.' }
  }
  return url.href.length > ADDRESS_CHARACTERS_MAX
    ? { problem: `An address has ${ADDRESS_CHARACTERS_MAX} characters at most.` }
    : { url: url.href, kind }
}

/** Adds a link to a paper, as a correction: what sources say later leaves it there. False when there are too many. */
export async function addLink(
  db: Database,
  paperId: string,
  { url, kind }: { url: string; kind: LinkKind },
  by: By,
): Promise<boolean> {
  const added = { kind: 'artifact', quote: url, action: 'add', value: { kind } } as const
  return db.transaction().execute(async (transaction) => {
    await lockSaving(transaction) // two at once take turns, so that the limit holds
    if ((await countCorrections(transaction, paperId, 'artifact')) >= FIXES_MAX) return false
    await correct(transaction, paperId, [added], by)
    return true
  })
}

/**
 * Takes a link from a paper, as a correction: from what was read in its abstract and from what sources say, now and
 * later, however they spell it. Nothing happens when no link leads there.
 */
export async function dropLink(db: Database, paperId: string, href: string, by: By): Promise<void> {
  const findings = await findPaperFindings(db, paperId)
  const links = [...((await findPaper(db, paperId))?.links ?? []), ...(findings?.artifacts ?? [])]
  const spellings = new Set(
    links.map(({ url }) => url).filter((url) => URL.parse(url)?.href === href),
  )
  if (spellings.size === 0) return
  const removed = [...spellings].map(
    (quote) => ({ kind: 'artifact', quote, action: 'remove', value: null }) as const,
  )
  await db.transaction().execute((transaction) => correct(transaction, paperId, removed, by))
}
