import { isObject, type JsonObject } from '../fields/json.ts'
import { isCsl } from './csl.ts'
import { NotAPaper } from '../reading.ts'

/** The source whose shape this object has. Throws NotAPaper when it has no title under any name that we know. */
export function jsonShape(paper: JsonObject): string {
  const has = (name: string) => Object.hasOwn(paper, name)

  if (isObject(paper['paper'])) return 'hf-api'
  if (has('summary') && has('publishedAt') && has('upvotes')) return 'hf-api'
  if (isObject(paper['ids'])) return 'broadsheet'
  if (has('arxiv_id') && (has('upvotes') || has('position'))) return 'hf-daily'
  if (has('authors_parsed') || has('update_date') || (has('versions') && has('submitter')))
    return 'kaggle'
  if (isCsl(paper)) return 'csl'
  if (has('title')) return 'corpus'

  const names = Object.keys(paper)
    .slice(0, NAMES_SHOWN)
    .map((name) => name.slice(0, 40))
  throw new NotAPaper(
    names.length > 0
      ? `The title is missing; this entry has: ${names.join(', ')}.`
      : 'The entry is empty.',
  )
}

const NAMES_SHOWN = 8
