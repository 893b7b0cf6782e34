import type { Context } from 'hono'
import { listAuthors } from '../../../community/authorship-store.ts'
import { listComments } from '../../../community/comments-store.ts'
import { findSubmitter } from '../../../community/submissions-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { pagesOf } from '../../ui/pagination.ts'
import { personOf } from '../../visit/visit.ts'
import { COMMENTS_PER_PAGE } from './comments.ts'
import type { Discussion } from './discussion.ts'

/** A page of a paper's discussion, as this visitor may see it. Null when it has no such page. */
export async function readDiscussion(
  c: Context,
  site: Site,
  paperId: string,
  page: number,
): Promise<Discussion | null> {
  const reader = personOf(c)
  const part = { page, size: COMMENTS_PER_PAGE, reader: reader?.id ?? null }
  const { comments, total } = await listComments(site.db, paperId, part)
  const path = (number: number) => paths.discussion(paperId, number)
  const pages = pagesOf(total, page, path, COMMENTS_PER_PAGE)
  if (!pages) return null
  const submitter = await findSubmitter(site.db, paperId)
  const authors = await listAuthors(site.db, paperId)
  const roles = new Map(submitter ? [[submitter.id, 'Submitter']] : [])
  for (const { by } of authors) roles.set(by.id, 'Author')
  return { paperId, comments, total, pages, reader, roles, authors, submitter }
}
