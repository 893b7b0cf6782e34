import { PAGE_NUMBER } from '../page-number.ts'
import { queryParameters } from '../paths.ts'

/**
 * A path with those parameters that pages read, once each and in one order: '/papers?utm=x&page=2' is
 * '/papers?page=2'. Pages are rendered for this address, so what they show and what is kept cannot differ.
 */
export function canonicalAddress(target: string): string {
  const mark = target.indexOf('?')
  if (mark < 0) return target

  const path = target.slice(0, mark)
  const given = new URLSearchParams(target.slice(mark + 1))
  const kept = new URLSearchParams()
  for (const name of queryParameters(path)) {
    const value = given.get(name)
    if (value === null || (name === 'page' && !PAGE_NUMBER.test(value))) continue
    kept.set(name, value.replaceAll('\0', '')) // which nobody means, and no database takes
  }
  return kept.size > 0 ? `${path}?${kept}` : path
}
