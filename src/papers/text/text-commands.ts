import type { Mark } from './piece.ts'

/** Commands that stand for characters. */
export const CHARACTERS = new Map(
  Object.entries({
    ss: 'ß',
    o: 'ø',
    O: 'Ø',
    l: 'ł',
    L: 'Ł',
    ae: 'æ',
    AE: 'Æ',
    oe: 'œ',
    OE: 'Œ',
    aa: 'å',
    AA: 'Å',
    i: 'ı',
    j: 'ȷ',
    dh: 'ð',
    DH: 'Ð',
    th: 'þ',
    TH: 'Þ',
    dj: 'đ',
    DJ: 'Đ',
    ng: 'ŋ',
    NG: 'Ŋ',
    textquotedblleft: '“',
    textquotedblright: '”',
    textquoteleft: '‘',
    textquoteright: '’',
    textquotesingle: "'",
    textquotedbl: '"',
    quotedblbase: '„',
    guillemotleft: '«',
    guillemotright: '»',
    textendash: '–',
    textemdash: '—',
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    textunderscore: '_',
    textdollar: '$',
    textpercent: '%',
    textdegree: '°',
    degree: '°',
    deg: '°',
    textregistered: '®',
    texttrademark: '™',
    textcopyright: '©',
    copyright: '©',
    textmu: 'µ',
    micro: 'µ',
    textperiodcentered: '·',
    textbullet: '•',
    texttimes: '×',
    textellipsis: '…',
    ldots: '…',
    dots: '…',
    pounds: '£',
    textsterling: '£',
    euro: '€',
    texteuro: '€',
    EUR: '€',
    yen: '¥',
    textyen: '¥',
    S: '§',
    P: '¶',
    dag: '†',
    ddag: '‡',
    celsius: '°C',
    angstrom: 'Å',
    TeX: 'TeX',
    LaTeX: 'LaTeX',
    LaTeXe: 'LaTeX2e',
    BibTeX: 'BibTeX',
    slash: '/',
    percent: '%',
    space: ' ',
    quad: ' ',
    qquad: ' ',
    enspace: ' ',
    thinspace: ' ',
    newline: ' ',
    linebreak: ' ',
    textvisiblespace: ' ',
    lbrack: '[',
    rbrack: ']',
    lbrace: '{',
    rbrace: '}',
    colon: ':',
    eg: 'e.g.',
    ie: 'i.e.',
    etal: 'et al.',
    etc: 'etc.',
    iid: 'i.i.d.',
    wrt: 'w.r.t.',
    vs: 'vs.',
  }),
)

/** Letters whose command swallows the space behind it, as in 'stra\ss e'. */
export const LETTERS = new Set(
  'ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG'.split(' '),
)

/** Commands that set their argument, and switches that set what follows them in their group. */
export const MARKS = new Map<string, Mark>(
  Object.entries({
    emph: 'emphasis',
    textit: 'emphasis',
    textsl: 'emphasis',
    textbf: 'strong',
    texttt: 'code',
    verb: 'code',
    textsc: 'smallCaps',
    underline: 'underline',
    uline: 'underline',
    ul: 'underline',
    textsuperscript: 'above',
    textsubscript: 'below',
    em: 'emphasis',
    it: 'emphasis',
    sl: 'emphasis',
    bf: 'strong',
    tt: 'code',
    sc: 'smallCaps',
    itshape: 'emphasis',
    slshape: 'emphasis',
    bfseries: 'strong',
    ttfamily: 'code',
    scshape: 'smallCaps',
  }),
)

/** Commands whose argument is set as if it stood alone. */
export const TRANSPARENT = new Set(
  'text textrm textsf textup textmd textnormal mbox hbox fbox makebox centerline rm sf'.split(' '),
)

/** Commands about layout, which a line of text has none of. */
export const SILENT = new Set(
  (
    'noindent indent smallskip medskip bigskip centering small footnotesize scriptsize tiny large Large LARGE huge ' +
    'Huge normalsize normalfont xspace protect relax boldmath unboldmath hfill break nobreak allowbreak sloppy ' +
    'rmfamily sffamily mdseries upshape footnotemark null leavevmode unskip ignorespaces expandafter maketitle ' +
    'limits nolimits displaystyle textstyle newpage clearpage hskip vskip kern nobreakdash'
  ).split(' '),
)

/** How many arguments to drop with the command itself. */
export const DROPPED = new Map(
  Object.entries({
    label: 1,
    vspace: 1,
    hspace: 1,
    thanks: 1,
    footnotetext: 1,
    index: 1,
    pagestyle: 1,
    bibliography: 1,
    bibliographystyle: 1,
    input: 1,
    include: 1,
    includegraphics: 1,
    usepackage: 1,
    setlength: 2,
    setcounter: 2,
    rule: 2,
    definecolor: 3,
    color: 1,
    fontsize: 2,
    phantom: 1,
    vphantom: 1,
    hphantom: 1,
    htmlClass: 1,
    htmlId: 1,
    htmlStyle: 1,
    htmlData: 1,
    class: 1,
    style: 1,
    cssId: 1,
    special: 1,
    write: 1,
    catcode: 0,
  }),
)

/** How many arguments come before the one that is shown. */
export const FIRST_DROPPED = new Map(
  Object.entries({
    textcolor: 1,
    colorbox: 1,
    fcolorbox: 2,
    hyperlink: 1,
    hypertarget: 1,
    foreignlanguage: 1,
    parbox: 1,
    raisebox: 1,
    resizebox: 2,
    scalebox: 1,
    texorpdfstring: 0,
    hyperref: 0,
  }),
)

/** Environments that hold a formula. Any other `\begin` and `\end` only disappears. */
export const DISPLAYS = new Set(
  'equation align gather eqnarray multline displaymath math array flalign alignat'.split(' '),
)
