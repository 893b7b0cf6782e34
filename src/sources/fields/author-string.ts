import { authorNames, SUFFIX } from './authors.ts'

/**
 * The people in a line as arXiv keeps it: 'A. Lee (1), B. Kim (1 and 2) and C. Young ((1) Tea U., (2) Cup U.)'.
 *
 * Brackets at the end of a name are affiliations and go; 'Xiao (Joe) Lee' keeps his nickname. A collaboration
 * before a colon is an author too, and the people follow.
 */
export function authorsOfLine(line: string): string[] {
  const names = separated(line.replace(/\s+/g, ' '))
    .flatMap(collaboration)
    .map(withoutAffiliation)
    .filter((name) => name !== '')
  return authorNames(joinSuffixes(names))
}

/** Split at commas, semicolons and 'and' outside of brackets. An unclosed bracket hides nothing. */
function separated(line: string): string[] {
  const names: string[] = []
  let depth = 0
  let start = 0
  const closings = line.split(')').length - 1
  const balanced = closings === line.split('(').length - 1
  for (const mark of line.matchAll(/[(),;]| (?:and|&) /g)) {
    if (mark[0] === '(') depth += 1
    else if (mark[0] === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0 || !balanced) {
      names.push(line.slice(start, mark.index))
      start = mark.index + mark[0].length
    }
  }
  names.push(line.slice(start))
  return names.map((name) => name.trim())
}

/** 'The Cup Collaboration: A. Lee' are two entries. */
function collaboration(name: string): string[] {
  const colon = /^(.*(?:collaborations?|team|group|consortium))\s*:\s*(.*)$/i.exec(name)
  return colon ? [colon[1]!, colon[2]!] : [name]
}

/** 'A. Lee' for 'A. Lee (1) (2)', 'A. Lee ((1) Tea U., (2) Cup U.)' and a lone '((1) Tea U.)'. */
function withoutAffiliation(name: string): string {
  let bare = name
  while (bare.endsWith(')')) {
    const opening = openingOf(bare)
    if (opening < 0) break
    bare = bare.slice(0, opening).trim()
  }
  return bare
}

/** Where the bracket that closes at the end of the text opens; below zero when it never does. */
function openingOf(text: string): number {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ')') depth += 1
    else if (text[at] === '(') depth -= 1
    if (depth === 0) return at
  }
  return -1
}

function joinSuffixes(names: string[]): string[] {
  const joined: string[] = []
  for (const name of names) {
    if (SUFFIX.test(name) && joined.length > 0) joined.push(`${joined.pop()} ${name}`)
    else joined.push(name)
  }
  return joined
}
