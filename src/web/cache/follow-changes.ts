import type { OpenDatabase } from '../../database/database.ts'
import { PAPER_CHANGED, PAPERS_CHANGED } from '../../papers/save-store.ts'
import { paths } from '../paths.ts'
import type { PageCache } from './page-cache.ts'

/** Pages are forgotten when somebody, in this process or another, changes what they show: all, or those about a paper. */
export async function followChanges(
  { listen }: Pick<OpenDatabase, 'listen'>,
  cache: PageCache,
): Promise<void> {
  await listen(PAPERS_CHANGED, () => cache.drop())
  await listen(PAPER_CHANGED, (id) => (id === '' ? cache.drop() : cache.drop(pagesAbout(id))))
}

/** The pages of a paper and its discussion, and those that show what was said wherever it was. */
function pagesAbout(id: string): (address: string) => boolean {
  const formats = [paths.paper, paths.paperMarkdown, paths.paperBibtex, paths.paperFeed]
  const own = new Set(formats.map((path) => decoded(path(id))))
  return (address) =>
    address.startsWith(paths.person('')) ||
    address.startsWith(paths.moderationLog()) ||
    own.has(decoded(address.replace(/\?.*$/s, '')))
}

/** An address as it is meant: a browser may have sent '%3A' for a colon. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address // it is no address of a paper
  }
}

/** Whether a page orders papers by their heat. */
export function isTrending(address: string): boolean {
  return address.startsWith(paths.trending())
}
