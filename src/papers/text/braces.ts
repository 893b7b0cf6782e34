/**
 * Where each '{' closes: index of the opening brace → index of its closing one. One pass over the text.
 * Escaped braces do not count, and a brace without a partner is not listed.
 */
export function matchBraces(text: string): Map<number, number> {
  const closers = new Map<number, number>()
  const open: number[] = []
  const brace = /\\.|[{}]/gs

  for (let found = brace.exec(text); found; found = brace.exec(text)) {
    if (found[0] === '{') {
      open.push(found.index)
    } else if (found[0] === '}' && open.length > 0) {
      closers.set(open.pop()!, found.index)
    }
  }
  return closers
}
