import { idOf } from '../../papers/twins.ts'
import { parseDay } from '../../lib/days.ts'
import { type JsonObject, countIn, textIn } from '../fields/json.ts'
import { paragraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import type { Reading } from '../reading.ts'

/** A paper of a saved page: title, abstract, day and position. It is known by its title only. */
export function readPage(paper: JsonObject): Reading {
  const title = titleIn(paper['title'])
  const day = textIn(paper['day'])
  const position = countIn(paper['position'])
  return {
    source: 'page',
    externalId: idOf({ ids: {}, title }),
    draft: {
      ids: {},
      title,
      abstract: abstractIn(paper['abstract'], paragraphs),
      posting:
        day && parseDay(day) && position ? { day, position, votes: 0, comments: 0 } : undefined,
    },
  }
}
