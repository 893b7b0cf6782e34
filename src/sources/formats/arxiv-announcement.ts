/** What arXiv's daily listings put before an abstract: 'arXiv:2406.01234v2 Announce Type: replace \nAbstract: …'. */
const ANNOUNCEMENT = /^\s*arXiv:\S+\s+Announce Type:\s*([\w-]+)\s+(?:Abstract:\s*)?/i

export interface Announcement {
  type: string | null // 'new', 'cross', 'replace', 'replace-cross'; null when nothing is announced
  summary: string | undefined
}

/** The abstract without the announcement, and what is announced. */
export function announcementIn(summary: string | undefined): Announcement {
  const type = ANNOUNCEMENT.exec(summary ?? '')?.[1]?.toLowerCase() ?? null
  return { type, summary: summary?.replace(ANNOUNCEMENT, '') }
}
