// The same sign under another name, which a keyboard and a search have.
const AS_TYPED: Record<string, string> = {
  '−': '-',
  '∼': '~',
  '∗': '*',
  '⋆': '*',
  '∣': '|',
  '⋯': '…',
  '⩽': '≤',
  '⩾': '≥',
  '⟶': '→',
  '∖': '\\',
  '\u2061': '', // function application
  '\u2062': '', // invisible times
  '\u2063': '', // invisible separator
  '\u00a0': ' ',
}

/** Letters of mathematical alphabets are plain letters; only ℝ, ℕ, ℤ, ℚ, ℂ and ℙ are better known as they are. */
export function asTyped(text: string): string {
  return text
    .replace(/[\u{1d400}-\u{1d7ff}ℊℋℐℑℒℓℛℜℬℭℯℰℱℳℴℌℨ]/gu, (letter) =>
      letter === 'ℓ' ? letter : letter.normalize('NFKC'),
    )
    .replace(/[−∼∗⋆∣⋯⩽⩾⟶∖\u2061-\u2063\u00a0]/g, (sign) => AS_TYPED[sign]!)
}
