import { plain } from '../fields/text.ts'

/** 'Yee Whye Teh' for 'Teh, Yee Whye'; a name in braces is a group's and stays whole; 'others' are nobody. */
export function bibtexNames(value: string): string[] {
  return splitAtAnd(value)
    .filter((name) => name !== 'others')
    .map((name) => (/^\{[^{}]*\}$/.test(name) ? plain(name) : displayed(plain(name))))
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .filter((name) => /\p{L}/u.test(name))
}

function displayed(name: string): string {
  const [last, second, third] = name.split(',').map((part) => part.trim())
  if (second === undefined) return last!
  return third === undefined ? `${second} ${last}` : `${third} ${last} ${second}` // last, junior, first
}

function splitAtAnd(value: string): string[] {
  const names: string[] = []
  let depth = 0
  let start = 0
  for (const mark of value.matchAll(/[{}]|\s+and(?=\s)/gi)) {
    if (mark[0] === '{') depth += 1
    else if (mark[0] === '}') depth -= 1
    else if (depth === 0) {
      names.push(value.slice(start, mark.index))
      start = mark.index + mark[0].length
    }
  }
  names.push(value.slice(start))
  return names.map((name) => name.trim())
}
