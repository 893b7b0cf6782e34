const HTML_PAIR = /<(i|em|b|strong|tt|code|u|sub|sup)>((?:[^<>{}]|\{[^<>{}]*\})*)<\/\1>/g
const MARKDOWN_LINK = /\[([^[\]{}]{1,300})\]\((https?:\/\/[^\s(){}]{1,2000})\)/g

// No operator inside: 'x**2 + y**2' is a power in Python.
const MARKDOWN_STRONG = /(?<!\*)\*\*([^\s*{}+=/<>](?:[^*{}+=/<>]{0,100}[^\s*{}+=/<>])?)\*\*(?!\*)/g

const COMMANDS: Record<string, string> = {
  i: 'textit',
  em: 'emph',
  b: 'textbf',
  strong: 'textbf',
  tt: 'texttt',
  code: 'texttt',
  u: 'underline',
  sub: 'textsubscript',
  sup: 'textsuperscript',
}

/**
 * HTML and Markdown that authors wrote, as the TeX that says the same.
 * A tag counts only with its partner: `<SEG>`, `<s>` and `<think>` are the names of tokens.
 */
export function translateMarkup(text: string): string {
  let translated = text
  if (text.includes('</')) {
    // Twice, because one pair may stand inside another: <i>a<b>b</b></i>.
    for (let pass = 0; pass < 2; pass++) {
      translated = translated.replace(
        HTML_PAIR,
        (_, tag: string, inner: string) => `\\${COMMANDS[tag]}{${inner}}`,
      )
    }
    if (translated.includes('</p>')) translated = translated.replace(/<\/?p>/g, '\n\n')
  }
  return translated
    .replace(/<br ?\/?>/g, ' ')
    .replace(MARKDOWN_LINK, String.raw`\href{$2}{$1}`)
    .replace(MARKDOWN_STRONG, String.raw`\textbf{$1}`)
}
