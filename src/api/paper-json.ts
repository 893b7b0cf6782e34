import { hash } from 'node:crypto'
import type { FoundPaper } from '../papers/list-store.ts'
import type { Paper } from '../papers/paper.ts'

/** What both a list and a page know of a paper. */
type Known = FoundPaper | Paper

/**
 * A paper as clients of the daily papers API read it. What is not known is absent, never null. Moments end in 'Z':
 * the Python client refuses anything else. A date of which only the year is known is its first moment.
 */
export function paperJson(paper: Known) {
  const { id, published, day, updated, links } = paper
  const at = published?.at.toISOString() ?? (day === null ? undefined : midnight(day))
  const project = links.find(({ kind }) => kind === 'project')?.url
  const github = links.find(({ url }) => /^https?:\/\/github\.com\//i.test(url))?.url
  return {
    id,
    authors: paper.authors.map((name, position) => ({
      _id: objectId(`author ${position} of ${id}`),
      name,
      hidden: false,
    })),
    ...(at && { publishedAt: at }),
    ...(day && { submittedOnDailyAt: midnight(day) }),
    title: paper.titleText,
    summary: paper.abstractText,
    upvotes: paper.votes,
    discussionId: objectId(`discussion of ${id}`),
    ...(project && { projectPage: project }),
    ...(github && { githubRepo: github }),
    ...writtenGist(paper),
    ...(paper.withdrawn && updated && { withdrawnAt: updated.toISOString() }), // withdrawals come as a last version
  }
}

/** A gist that a model wrote; one that is a sentence of the abstract is no summary. */
function writtenGist(paper: Known) {
  const reading = 'reading' in paper ? paper.reading : null
  if (!reading?.gistBy) return {}
  return { ai_summary: reading.gist, ai_summary_model: reading.gistBy }
}

/** The day on which a paper was listed, else when it was published. Absent when neither is known. */
export function listedAt(paper: Known): string | undefined {
  return paper.day === null ? paper.published?.at.toISOString() : midnight(paper.day)
}

function midnight(day: string): string {
  return `${day}T00:00:00.000Z`
}

/** 24 hexadecimal digits, as clients expect of an id of theirs; the same for the same thing. */
export function objectId(thing: string): string {
  return hash('sha256', thing, 'hex').slice(0, 24)
}
