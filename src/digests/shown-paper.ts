import type { FoundPaper } from '../papers/list-store.ts'
import { readPaper } from '../reading/read.ts'

/** A paper as a mail shows it. Kept with the issue: what was sent stays what was sent. */
export interface ShownPaper {
  id: string
  title: string
  authors: string[] // the first ones
  moreAuthors: number
  gist: string // '' when nothing is known but the title
  facts: string[] // 'ACL 2025', '12 votes', 'code'
  links: { kind: string; url: string }[] // outside of this site
}

const AUTHORS_SHOWN = 3
const TITLE_MOST = 300 // characters: what is longer is no title
const NAME_MOST = 80
const LINKS_SHOWN = 3

export function shownPaper(paper: FoundPaper): ShownPaper {
  const title = paper.titleText.slice(0, TITLE_MOST)
  return {
    id: paper.id,
    title,
    authors: paper.authors.slice(0, AUTHORS_SHOWN).map((name) => name.slice(0, NAME_MOST)),
    moreAuthors: Math.max(0, paper.authors.length - AUTHORS_SHOWN),
    gist: readPaper({ title, abstract: paper.abstractText }).gist || paper.opening,
    facts: factsOf(paper),
    links: paper.links
      .filter(({ url }) => /^https?:\/\//i.test(url))
      .slice(0, LINKS_SHOWN)
      .map(({ kind, url }) => ({ kind, url })),
  }
}

function factsOf({ withdrawn, venue, votes, comments }: FoundPaper): string[] {
  return [
    withdrawn && 'withdrawn',
    venue,
    votes > 0 && counted(votes, 'vote'),
    comments > 0 && counted(comments, 'comment'),
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '')
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`
}
