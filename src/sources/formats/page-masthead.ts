/** Lines of the page that are no paper: its masthead and menu, in the wordings of several years. */
const MASTHEAD = [
  /^new!?$/i,
  /^get trending papers in your email inbox/i,
  /^(?:un)?subscribe!?$/i,
  /^by ?\S.{0,60}\bcommunity$/i,
  /^(?:hugging ?face|(?:daily|trending|today['’]?s|weekly|monthly)? ?papers)$/i,
  /^(?:daily|weekly|monthly|trending)$/i,
  /^(?:log ?in|sign ?(?:up|in)|search|menu|newsletter)$/i,
]

export function isMasthead(line: string): boolean {
  const text = line.trim()
  return text.length < 100 && MASTHEAD.some((wording) => wording.test(text))
}
