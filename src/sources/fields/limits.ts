import type { Draft, Link } from '../../papers/paper.ts'
import type { Note } from '../reading.ts'

// Far above what is known of 300,000 papers, which is in brackets, and far below what would burden a page.
const VENUE_CHARACTERS_MAX = 1000 // (346)
const COMMENT_CHARACTERS_MAX = 10_000 // a note of the author is a few lines; beyond it, it is an abstract
const NAME_CHARACTERS_MAX = 1000 // (512) of one author: a consortium with its institutes
const CATEGORY_CHARACTERS_MAX = 200 // (153)
const CATEGORIES_MAX = 100 // (35)
const URL_CHARACTERS_MAX = 2000 // (274) longer ones fail in browsers and proxies
const LINKS_MAX = 100 // (3)
const VERSIONS_MAX = 1000 // one a week for twenty years

/**
 * The draft with every field within its limit; titles, abstracts and ids have theirs where they are read. Texts are
 * cut; a category or an address is left out, as half of it would be another one. Each is told once.
 */
export function withinLimits(draft: Draft, note: Note): Draft {
  const limited = { ...draft }
  const { venue, comment, authors, categories, links, versions } = draft
  if (venue) limited.venue = cut(venue, 'The venue', VENUE_CHARACTERS_MAX, note)
  if (comment) limited.comment = cut(comment, 'The comment', COMMENT_CHARACTERS_MAX, note)
  if (authors) limited.authors = namesIn(authors, note)
  if (categories)
    limited.categories = first(
      shortCategories(categories, note),
      'categories',
      CATEGORIES_MAX,
      note,
    )
  if (links) limited.links = first(shortLinks(links, note), 'links', LINKS_MAX, note)
  if (versions) limited.versions = first(versions, 'versions', VERSIONS_MAX, note)
  return limited
}

function cut(text: string, what: string, most: number, note: Note): string {
  if (text.length <= most) return text
  note(`${what} has ${english(text.length)} characters and was cut to ${english(most)}.`)
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}

function namesIn(authors: string[], note: Note): string[] {
  const told = once(note)
  const isLong = authors.some((name) => name.length > NAME_CHARACTERS_MAX)
  return isLong
    ? authors.map((name) => cut(name, 'The name of an author', NAME_CHARACTERS_MAX, told))
    : authors
}

function shortCategories(categories: string[], note: Note): string[] {
  const short = categories.filter((category) => category.length <= CATEGORY_CHARACTERS_MAX)
  if (short.length < categories.length) note(tooLong('A category', CATEGORY_CHARACTERS_MAX))
  return short
}

function shortLinks(links: Link[], note: Note): Link[] {
  const short = links.filter(({ url }) => url.length <= URL_CHARACTERS_MAX)
  if (short.length < links.length) note(tooLong('A link', URL_CHARACTERS_MAX))
  return short
}

function tooLong(what: string, most: number): string {
  return `${what} is longer than ${english(most)} characters and was left out.`
}

function first<Item>(items: Item[], what: string, most: number, note: Note): Item[] {
  if (items.length <= most) return items
  note(`It has ${english(items.length)} ${what}; the first ${english(most)} were kept.`)
  return items.slice(0, most)
}

function once(note: Note): Note {
  let told = false
  return (sentence) => {
    if (!told) note(sentence)
    told = true
  }
}

function english(count: number): string {
  return count.toLocaleString('en')
}
