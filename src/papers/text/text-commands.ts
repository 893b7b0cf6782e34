import type { Mark } from './piece.ts'

/** Words in pairs: a name and what it stands for. */
function pairs(text: string): [name: string, value: string][] {
  const words = text.trim().split(/\s+/)
  return words.filter((_, at) => at % 2 === 0).map((name, at) => [name, words[2 * at + 1]!])
}

function names(text: string): Set<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Commands that stand for characters. */
export const CHARACTERS = new Map([
  ...pairs(`
    ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ
    textquotedblleft “ textquotedblright ” textquoteleft ‘ textquoteright ’ textquotesingle ' textquotedbl "
    quotedblbase „ guillemotleft « guillemotright » textendash – textemdash — textbackslash \\
    textasciitilde ~ textasciicircum ^ textless < textgreater > textbar | textunderscore _ textdollar $
    textpercent % percent % textdegree ° degree ° deg ° celsius °C textregistered ® texttrademark ™
    textcopyright © copyright © textmu µ micro µ texttimes × textperiodcentered · textbullet • textellipsis …
    ldots … dots … pounds £ textsterling £ euro € texteuro € EUR € yen ¥ textyen ¥ S § P ¶ dag † ddag ‡
    angstrom Å TeX TeX LaTeX LaTeX LaTeXe LaTeX2e BibTeX BibTeX slash / lbrack [ rbrack ] lbrace { rbrace }
    colon : eg e.g. ie i.e. etc etc. iid i.i.d. wrt w.r.t. vs vs.`),
  ['etal', 'et al.'],
  ...[...names('space quad qquad enspace thinspace newline linebreak textvisiblespace')].map(
    (name): [string, string] => [name, ' '],
  ),
])

/** Letters whose command swallows the space behind it, as in 'stra\ss e'. */
export const LETTERS = names('ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG')

const MARKED: [Mark, string][] = [
  ['emphasis', 'emph textit textsl em it sl itshape slshape'],
  ['strong', 'textbf bf bfseries'],
  ['code', 'texttt tt ttfamily lstinline'],
  ['smallCaps', 'textsc sc scshape'],
  ['underline', 'underline uline ul'],
  ['above', 'textsuperscript'],
  ['below', 'textsubscript'],
]

/** Commands that set their argument, and switches that set what follows them in their group. */
export const MARKS = new Map(
  MARKED.flatMap(([mark, commands]) =>
    [...names(commands)].map((name): [string, Mark] => [name, mark]),
  ),
)

/** Commands about layout, which a line of text has none of. */
export const SILENT = names(`
  noindent indent smallskip medskip bigskip centering small footnotesize scriptsize tiny large Large LARGE huge Huge
  normalsize normalfont xspace protect relax boldmath unboldmath hfill break nobreak allowbreak sloppy rmfamily
  sffamily mdseries upshape footnotemark null leavevmode unskip ignorespaces expandafter maketitle limits nolimits
  displaystyle textstyle newpage clearpage hskip vskip kern nobreakdash catcode`)

const ARGUMENTS_DROPPED: [count: number, names: string][] = [
  [
    0,
    'text textrm textsf textup textmd textnormal mbox hbox fbox makebox centerline rm sf texorpdfstring hyperref',
  ],
  [1, 'textcolor colorbox hyperlink hypertarget foreignlanguage parbox raisebox scalebox'],
  [2, 'fcolorbox resizebox'],
]

/** Commands that show one argument as if it stood alone, and how many they take before it. */
export const WRAPPERS = new Map(byName(ARGUMENTS_DROPPED))

const ALL_DROPPED: [count: number, names: string][] = [
  [
    1,
    `label vspace hspace thanks footnotetext index pagestyle bibliography bibliographystyle input include
    includegraphics usepackage color phantom vphantom hphantom htmlClass htmlId htmlStyle htmlData class style cssId
    special write`,
  ],
  [2, 'rule setlength setcounter fontsize'],
  [3, 'definecolor'],
]

/** Commands that show nothing, and how many arguments disappear with them. */
export const DROPPED = new Map(byName(ALL_DROPPED))

function byName(counts: [count: number, names: string][]): [string, number][] {
  return counts.flatMap(([count, list]) =>
    [...names(list)].map((name): [string, number] => [name, count]),
  )
}

/** Environments that hold a formula. Of any other, `\begin` and `\end` disappear and the inside stays. */
export const DISPLAYS = names(
  'equation align gather eqnarray multline displaymath math array flalign alignat',
)
