/** How a stretch of text is set. `code` is verbatim: no dashes, quotes or powers are made in it. */
export type Mark = 'emphasis' | 'strong' | 'code' | 'underline' | 'smallCaps' | 'above' | 'below'

/**
 * A text as it is read, in order: words, formulas and links, between marks that open and close in pairs.
 * `above` and `below` hold a power or an index. A no-break space in words stays one until it is written.
 */
export type Piece =
  | { kind: 'words'; words: string }
  | { kind: 'formula'; html: string; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'open' | 'close'; mark: Mark }
  | { kind: 'paragraph' }
