import { parseArxivId } from '../../papers/ids.ts'
import type { Draft } from '../../papers/paper.ts'
import { authorsIn } from '../fields/author-list.ts'
import { dayOf, parseDay } from '../../lib/days.ts'
import { parseDate } from '../fields/dates.ts'
import { linksIn } from '../fields/links.ts'
import { nameInList, postingIn } from '../fields/posting.ts'
import { paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dateIn } from '../fields/when.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { countIn, type JsonObject, isObject, textIn, textsIn } from '../fields/json.ts'
import { shown } from '../fields/shown.ts'

/** An item of an answer of the daily papers API, and where it stood; both null when no day is known. */
export interface ListedItem extends JsonObject {
  day: string | null
  position: number | null // from 1
  item: JsonObject // with `paper` inside, or flat as in lists of all papers
}

/** The paper inside an item, or the item itself. */
function paperOf(item: JsonObject): JsonObject {
  return isObject(item['paper']) ? item['paper'] : item
}

/** Reads a ListedItem. Votes and comments count only for a paper of a list. */
export function readHfApi(listed: JsonObject, note: Note): Reading {
  const item = isObject(listed['item']) ? listed['item'] : {}
  const paper = paperOf(item)
  const arxiv = parseArxivId(textIn(paper['id']) ?? '')
  if (!arxiv) throw new NotAPaper(`${shown(paper['id'])} is no arXiv id.`)

  const { day, position } = listed
  const posting = postingIn(
    { day, position, votes: paper['upvotes'], comments: item['numComments'] },
    note,
  )
  const draft: Draft = {
    ids: { arxiv },
    title: titleIn(paper['title'] ?? item['title']),
    abstract: abstractIn(paper['summary'] ?? item['summary'], paragraphs),
    authors: authorsIn(paper['authors']),
    published: dateIn(textIn(paper['publishedAt']), note),
    links: [
      ...textsIn(paper['githubRepo']).flatMap((url) => linksIn(url, note, 'code')),
      ...textsIn(paper['projectPage']).flatMap((url) => linksIn(url, note, 'project')),
    ],
    withdrawn: textIn(paper['withdrawnAt']) ? true : undefined,
    posting,
    stars: countIn(paper['githubStars'] ?? item['githubStars']),
  }
  return { source: 'hf-api', externalId: nameInList(arxiv, posting), draft }
}

/**
 * The day of whose list the item is, best source first: the moment it was listed; the day asked for; the moment
 * on the outside of the item, which was the moment of listing until 2025. Null when none is known.
 */
export function dayOfItem(item: JsonObject, asked: string | null): string | null {
  const listed = momentIn(paperOf(item)['submittedOnDailyAt'] ?? item['submittedOnDailyAt'])
  return (listed && dayOf(listed)) ?? asked ?? dayOutside(item)
}

/**
 * Since 2025 the outer moment repeats the paper's own, shifted by the hours between New York and UTC; then it
 * says nothing about the list.
 */
function dayOutside(item: JsonObject): string | null {
  if (!isObject(item['paper'])) return null
  const outer = momentIn(item['publishedAt'])
  const inner = momentIn(item['paper']['publishedAt'])
  if (!outer || !inner) return null
  const hours = (inner.getTime() - outer.getTime()) / 3_600_000
  return [0, 4, 5].includes(hours) ? null : dayOf(outer)
}

function momentIn(value: unknown): Date | null {
  const text = textIn(value)
  return text ? (parseDate(text)?.at ?? null) : null
}

/** The day in a file's name, as in 'daily_papers_2024-05-27.json'. Null when there is not exactly one. */
export function dayInName(name: string): string | null {
  const days = name.match(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g) ?? []
  return days.length === 1 ? parseDay(days[0]) : null
}
