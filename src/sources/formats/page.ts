import { idOf } from '../../papers/twins.ts'
import type { JsonObject } from '../fields/json.ts'
import { nameInList, postingIn } from '../fields/posting.ts'
import { paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import type { Note, Reading } from '../reading.ts'

/** A paper of a saved page: title, abstract, day and position. It is known by its title only. */
export function readPage(paper: JsonObject, note: Note): Reading {
  const title = titleIn(paper['title'])
  const posting = postingIn({ day: paper['day'], position: paper['position'] }, note)
  return {
    source: 'page',
    externalId: nameInList(idOf({ ids: {}, title }), posting),
    draft: { ids: {}, title, abstract: abstractIn(paper['abstract'], paragraphs), posting },
  }
}
