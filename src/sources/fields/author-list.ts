import { isObject, textIn } from './json.ts'
import { authorsOfLine } from './author-string.ts'
import { authorNames } from './authors.ts'

/** The authors in a JSON field: a line, a list of names, or a list of objects with a name or its parts. */
export function authorsIn(field: unknown): string[] {
  if (typeof field === 'string') return authorsOfLine(field)
  if (!Array.isArray(field)) return []
  return authorNames((field as unknown[]).flatMap((entry) => nameIn(entry) ?? []))
}

function nameIn(entry: unknown): string | undefined {
  if (!isObject(entry)) return textIn(entry)
  const first = textIn(
    entry['given'] ?? entry['first'] ?? entry['firstName'] ?? entry['first_name'],
  )
  const last = textIn(entry['family'] ?? entry['last'] ?? entry['lastName'] ?? entry['last_name'])
  return (
    textIn(entry['name'] ?? entry['literal']) ??
    ([first, last].filter(Boolean).join(' ') || undefined)
  )
}
