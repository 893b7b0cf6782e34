// Stand-in until the real rules arrive: TeX braces and backslashes resolved just enough to find words.
export interface Rendered {
  text: string
  html: string
}

export function renderTitle(raw: string): Rendered {
  const text = raw
    .replace(/\\(?:text|math)?(?:bf|it|rm|tt|sc|sf|emph)\b\s*/g, '')
    .replace(/[{}$\\^]|_(?=\{)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return { text, html: '' }
}

export function renderAbstract(raw: string): Rendered {
  return renderTitle(raw)
}
