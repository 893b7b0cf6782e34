import type { Piece } from './piece.ts'
import { subscript, superscript } from './scripts.ts'

/** The text as a person would type it: paragraphs apart by a blank line, a link that hides its URL followed by it. */
export function writeText(pieces: Piece[], { links }: { links: boolean }): string {
  const waiting: { mark: string; before: string }[] = []
  let text = ''

  for (const piece of pieces) {
    switch (piece.kind) {
      case 'words':
        text += piece.words
        break
      case 'formula':
        text += piece.text
        break
      case 'link':
        text +=
          links && !isSame(piece.label, piece.url) ? `${piece.label} (${piece.url})` : piece.label
        break
      case 'paragraph':
        text += '\n\n'
        break
      case 'open':
        waiting.push({ mark: piece.mark, before: text })
        if (piece.mark === 'above' || piece.mark === 'below') text = ''
        break
      case 'close': {
        const { mark, before } = waiting.pop()!
        if (mark === 'above') text = before + superscript(text.trim())
        if (mark === 'below') text = before + subscript(text.trim())
        break
      }
    }
  }
  return tidy(text)
}

function isSame(label: string, url: string): boolean {
  return withoutScheme(label) === withoutScheme(url)
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

function tidy(text: string): string {
  const line = text.replaceAll('\u00a0', ' ').replace(/ {2,}/g, ' ').trim()
  return line.includes('\n') ? line.replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n') : line
}
