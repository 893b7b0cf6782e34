import type { Query } from '../query/query.ts'
import type { Voices } from '../find/fusion.ts'

/** Words that stand for one thing only: with digits or signs inside. A name is asked for by its letters, not its meaning. */
const LIKE_A_NAME = /\d|[A-Z].*[A-Z]|[_]/

/**
 * Who decides about this query; null for words alone. Quotes, filters without words, and a lone name leave nothing to
 * interpret.
 */
export function voicesFor(
  query: Query,
  mode: 'search' | 'words' | 'meaning',
  voices: Voices,
): Voices | null {
  if (mode === 'words') return null
  if (mode === 'meaning')
    return { ...voices, meaning: 1, company: 0, together: 0, passage: 0, near: null } // the nearest, however far
  if (query.isPrecise) return null
  const isLoneName = !query.text.includes(' ') && LIKE_A_NAME.test(query.text)
  const typed = query.words.filter(({ isTyped }) => isTyped).length
  const weight = Math.min(isLoneName ? 0.5 : 1, typed / voices.enough)
  return { ...voices, meaning: voices.meaning * weight, company: voices.company * weight }
}
