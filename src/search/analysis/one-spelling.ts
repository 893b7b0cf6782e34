/** Verbs that Britain writes with -ise and America with -ize. Not all in -ise are: 'supervise' and 'precise' have no other form. */
const ISE = new RegExp(
  `^((?:re|de|un|pre|over|under|hyper|non|meta)?(?:actual|anonym|atom|binar|capital|categor|central|character|commercial|
  computer|context|contextual|critic|crystall|custom|decentral|digit|discret|emphas|equal|factor|final|formal|
  general|global|harmon|hybrid|hydrol|hypothes|ideal|immun|individual|initial|item|ioni|ion|lemmat|linear|local|magnet|
  marginal|material|maxim|mechan|memor|minim|mobil|modern|modular|neutral|normal|optim|organ|orthogonal|orthonormal|
  oxid|parallel|parametr|parameter|penal|personal|polar|polymer|popular|prior|priorit|quant|random|rational|real|
  recogn|regular|revolution|sensit|serial|social|special|stabil|standard|steril|structur|summar|symbol|symmetr|
  synchron|synthes|systemat|theor|token|universal|util|vector|vectori|verbal|victim|virtual|visual|vocal))is(e|ed|er|ers|es|ing|able|ation|ations|ational)$`.replace(
    /\s/g,
    '',
  ),
)
const OUR =
  /^((?:mis|re|multi|un)?(?:arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|rig|rum|sav|splend|tum|val|vap|vig))our(?!s?ce)/
const RE =
  /^((?:kilo|centi|milli|micro|nano|peri|para|dia|baro|epi|hyper|bary|multi)?(?:cent|fib|lit|met|spect|theat|calib|meag))re(s|d)?$/
const OGUE = /^(anal|catal|dial|hom|monol|prol)ogue(s?)$/
const LATIN = /haem|aemi|oedem|oesoph|oestr|foet|paed|rrhoea|naec/g
const YZE = /^(anal|catal|hydrol|paral|electrol|dial)yz(e|ed|es|er|ers|ing)$/

const WHOLE: Record<string, string> = {
  ageing: 'aging', aluminium: 'aluminum', artefact: 'artifact', artefacts: 'artifacts', defence: 'defense',
  defences: 'defenses', fulfil: 'fulfill', grey: 'gray', judgement: 'judgment', judgements: 'judgments', learnt: 'learned',
  licence: 'license', licences: 'licenses', manoeuvre: 'maneuver', manoeuvres: 'maneuvers', mould: 'mold', moulds: 'molds',
  offence: 'offense', offences: 'offenses', programme: 'program', programmes: 'programs', sceptical: 'skeptical',
  sulphate: 'sulfate', sulphide: 'sulfide', sulphur: 'sulfur',
  two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', eleven: '11',
  twelve: '12', hundred: '100', twice: '2x', twofold: '2x', thrice: '3x', threefold: '3x', fourfold: '4x', tenfold: '10x',
} // prettier-ignore

/**
 * One spelling for what is written in two ways on the two sides of an ocean, or as a word and in digits: 'behaviour' is
 * behavior, 'optimised' is optimized, 'leukaemia' is leukemia, 'eight' is 8, 'twofold' is 2x. For folded words.
 */
export function oneSpelling(word: string): string {
  if (Object.hasOwn(WHOLE, word)) return WHOLE[word]!
  if (word.length < 5 || !MAY_DIFFER.test(word)) return word
  return word
    .replace(ISE, '$1iz$2')
    .replace(YZE, '$1ys$2')
    .replace(OUR, '$1or')
    .replace(
      RE,
      (_, beginning: string, ending = '') => `${beginning}er${ending === 'd' ? 'ed' : ending}`,
    )
    .replace(OGUE, '$1og$2')
    .replace(LATIN, (cluster) => cluster.replace(/[ao]e/, 'e'))
}

/** What any of the rules needs: two words in three have nothing of it. */
const MAY_DIFFER = /is[aei]|yz[ei]|our|re[sd]?$|ogue|[ao]e/

/** What a word may begin with when its term begins with this letter: 'oedema' has the term 'edema', and 'eight' has '8'. */
export function otherBeginnings(letter: string): string {
  if (letter === 'e') return 'o'
  return letter >= '0' && letter <= '9' ? 'efhnst' : ''
}
