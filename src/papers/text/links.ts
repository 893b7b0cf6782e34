/** A URL as it stands in a text, from `from` to before `to`; `label` is how it is written there. */
export interface FoundLink {
  from: number
  to: number
  url: string
  label: string
}

const MAX_URL_CHARACTERS = 2_000 // what browsers and mail programs agree to open

// The characters of RFC 3986, and the same ones behind TeX's backslash. No brace, so TeX around a URL stays outside.
const URL_CHARACTER = String.raw`(?:[\w\-.~:/?#[\]@!$&'()*+,;=%]|\\[_%#&~$])`

// A bare host is a link when nobody would read it as anything else: a path follows, or it has three labels or more.
// These endings are no English words, so 'e.g.in' and 'see.it' stay words; 'Node.js' has no such ending.
const ENDING =
  'com|org|net|edu|gov|int|info|io|ai|dev|app|co|xyz|tech|science|ml|cc|me|tv|eu|uk|de|fr|ch|nl|se|fi|dk|pl|cz|' +
  'es|pt|gr|ru|cn|jp|kr|tw|hk|sg|au|nz|ca|br|il|ir|tr|ac|gl|ly|page|site|online|cloud'
const LABEL = '[A-Za-z0-9][A-Za-z0-9-]{0,62}'

const LINK = new RegExp(
  String.raw`[Hh]ttps?:\/\/${URL_CHARACTER}+` +
    `|(?<![\\w@./:~-])www\\.${URL_CHARACTER}+` +
    `|(?<![\\w@./:~\\\\-])(?:${LABEL}\\.){1,6}(?:${ENDING})(?:\\/${URL_CHARACTER}*|(?![\\w@-]|\\.\\w))`,
  'g',
)

/** Every URL in the text, in order. Linear: no character is part of two attempts of more than a host's length. */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = []
  if (!/:\/\/|www\.|[\w-]\.[a-z]{2}/.test(text)) return found
  for (const { 0: match, index } of text.matchAll(LINK)) {
    const written = trimUrl(match)
    const url = safeUrl(written)
    if (url === null || !isClearly(written)) continue
    found.push({ from: index, to: index + written.length, url, label: unescapeTex(written) })
  }
  return found
}

/** The URL to link to, or null for what is not http(s): no 'javascript:', no 'data:', nothing relative. */
export function safeUrl(raw: string): string | null {
  const written = unescapeTex(raw.trim()).replace(/\s+/g, '')
  const whole = /^https?:\/\//i.test(written) ? written : `https://${written}`
  if (whole.length > MAX_URL_CHARACTERS || !URL.canParse(whole)) return null
  const url = new URL(whole)
  if (url.username !== '' || url.password !== '' || !url.hostname.includes('.')) return null
  return url.href.includes('"') ? null : keepWriting(whole, url)
}

/** The URL as the author wrote it where it is plain; a browser's spelling where it holds anything else. */
function keepWriting(whole: string, url: URL): string {
  return /^[\x21-\x7e]+$/.test(whole) && !/["<>\\^`{|}]/.test(whole) ? whole : url.href
}

/** Two labels alone ('character.ai') are as often a name: they need a path, or 'www.', or 'http'. */
function isClearly(written: string): boolean {
  return /^https?:|^www\.|\//i.test(written) || written.split('.').length > 2
}

/** Punctuation that ends a sentence is not part of its last URL, nor is a bracket that the URL did not open. */
function trimUrl(match: string): string {
  let end = match.length
  let round = count(match, '(') - count(match, ')')
  let square = count(match, '[') - count(match, ']')

  for (; end > 0; end--) {
    const last = match[end - 1]!
    if (last === ')' && round < 0) round++
    else if (last === ']' && square < 0) square++
    else if (!".,;:!?'*~_$\\&".includes(last)) break
  }
  return match.slice(0, end)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

function unescapeTex(url: string): string {
  return url
    .replace(/\\([_%#&~$])(?:\{\})?/g, '$1')
    .replace(/\{?\\textasciitilde\s?(?:\{\})?\}?/g, '~')
}
