import type { System } from '../finding.ts'
import type { Word } from '../words.ts'

/**
 * Whose number it is: the paper's system named last before it in the sentence, else the first one behind it,
 * else the paper's first system, else '' (the paper itself).
 */
export function subjectOf(words: Word[], at: number, systems: System[]): string {
  const first = new Map<string, string>()
  for (const { name, aliases } of systems) {
    for (const form of [name, ...aliases]) first.set(form.split(' ')[0]!, name)
  }
  const named = (word: Word) => first.get(word.text.replace(/['’]s$/, ''))
  for (let index = at - 1; index >= 0; index--) {
    const name = named(words[index]!)
    if (name) return name
  }
  for (let index = at; index < words.length; index++) {
    const name = named(words[index]!)
    if (name) return name
  }
  return systems[0]?.name ?? ''
}
