import type { FoundPaper } from '../papers/list-store.ts'
import type { Api } from './api.ts'
import { listedAt, objectId, paperJson } from './paper-json.ts'

/**
 * A paper of a daily list. What the contract nests is repeated outside, where the Python client looks for it; a field that
 * the contract requires is there even if nothing is known.
 */
export function dailyJson(api: Api, paper: FoundPaper) {
  const inner = paperJson(paper)
  const { title, summary, upvotes, projectPage, githubRepo, ai_summary: aiSummary } = inner
  const at = listedAt(paper)
  return {
    paper: inner,
    ...(at && { publishedAt: at }),
    title,
    summary,
    thumbnail: thumbnail(api),
    numComments: paper.comments,
    submittedBy: theSite(api),
    isAuthorParticipating: false,
    upvotes,
    ...(projectPage && { projectPage }),
    ...(githubRepo && { githubRepo }),
    ...(aiSummary && { ai_summary: aiSummary }),
  }
}

/** The contract wants a picture, and papers have none. */
export function thumbnail({ publicUrl, paths }: Api): string {
  return publicUrl + paths.icon('icon-512.png')
}

/** The contract wants to know who submitted a paper: here nobody does, sources bring them. */
function theSite(api: Api) {
  return {
    _id: objectId('the site itself'),
    avatarUrl: thumbnail(api),
    fullname: 'Broadsheet',
    name: 'broadsheet',
    user: 'broadsheet',
    isPro: false,
    type: 'org',
  }
}
