import type { Sentence } from './voice.ts'

/** What a card has room for, as product text: two lines. */
export const LONGEST_GIST = 240

const INTRODUCES =
  /\b(?:propose|introduce|present|develop|release|construct|create|build|describe|design)(?:s|d|ed)?\b/
const SHOWS =
  /\b(?:we (?:\w+ )?(?:show|find|demonstrate|study|investigate|prove|explore|examine|analy[sz]e|survey|review)|this (?:paper|work|study|article|survey|report))\b/

/**
 * The sentence a reader would choose: the one that says what the paper brings, else what it shows, else the first.
 * Openings that only say "in this paper" go, "we present X, a …" becomes "X: a …", and it ends at a clause within
 * 240 characters.
 */
export function gistOf(abstract: string, sentences: Sentence[]): string {
  const texts = sentences.map(({ span }) =>
    abstract.slice(span[0], Math.min(span[1], span[0] + READ)),
  )
  const own = sentences.flatMap((sentence, index) => (sentence.own ? [texts[index]!] : []))
  const chosen =
    own.find((text) => INTRODUCES.test(text) && SPEAKS.test(text)) ??
    own.find((text) => SHOWS.test(text)) ??
    texts[0]
  return chosen ? shortened(plain(chosen)) : ''
}

const READ = 1200
const SPEAKS =
  /\b(?:we|this (?:paper|work|report|study|article)|our|paper (?:introduces|presents|proposes))\b/i

const OPENING =
  /^(?:(?:to (?:\w+[ -]){1,12}?\w+, |(?:therefore|thus|hence|specifically|here|furthermore|moreover|motivated by [^,]{3,60}|in response to [^,]{3,40}|in (?:this|the present|our) (?:paper|work|study|report|article|survey|letter)), ?)){1,3}/i
const PRESENTS =
  /^(?:we|this (?:paper|work|report|study|article)|the authors?) (?:(?:then|further|also|first|thus|therefore|here) )?(?:propose|introduce|present|develop|describe|release)(?:s|d|ed)? (?=\S)/i
const NAMED =
  /^((?:[A-Z][\w+.^{}$_-]*|\\[a-z]+)(?: (?:[A-Z][\w+.-]*|\([A-Z][\w-]*\)|v?\d[\w.]*)){0,5}), (?=(?:an?|the|our|which) )/

function plain(sentence: string): string {
  const rest = sentence.replace(OPENING, '')
  const presented = rest.replace(PRESENTS, '')
  if (presented === rest) return capitalised(rest)
  const named = NAMED.exec(presented)
  return capitalised(named ? `${named[1]}: ${presented.slice(named[0].length)}` : presented)
}

const capitalised = (text: string) => (text === '' ? '' : text[0]!.toUpperCase() + text.slice(1))

/** Cut at the last clause end that leaves a whole thought, else at a word with an ellipsis. */
function shortened(text: string): string {
  if (text.length <= LONGEST_GIST) return text
  const room = text.slice(0, LONGEST_GIST)
  const clause = Math.max(...CLAUSE_ENDS.map((mark) => room.lastIndexOf(mark)))
  if (clause >= SHORTEST) return `${room.slice(0, clause).replace(/[,;:]$/, '')}.`
  return `${room.slice(0, room.lastIndexOf(' ', LONGEST_GIST - 1))}…`
}

const SHORTEST = 80
const CLAUSE_ENDS = [', ', '; ', ' -- ', ' — ', ': ', '. ']
