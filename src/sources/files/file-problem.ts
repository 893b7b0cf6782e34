export type FileProblemKind =
  | 'missing'
  | 'folder'
  | 'forbidden'
  | 'unreadable'
  | 'empty'
  | 'unrecognised'
  | 'cut'
  | 'damaged'
  | 'trailing' // everything was read; what follows it was not
  | 'refused'

/**
 * A file cannot be read, or not to its end. The message says what and what to do, without the file's name.
 * Papers that were read before it are kept; the import goes on with the next file.
 */
export class FileProblem extends Error {
  override name = 'FileProblem'
  readonly kind: FileProblemKind

  constructor(kind: FileProblemKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }

  /** Compressed data ends before its end. */
  static cut(cause?: Error): FileProblem {
    return new FileProblem(
      'cut',
      'The compressed file ends too early: fetch it again. What came before was read.',
      { cause },
    )
  }

  /** Compressed data cannot be unpacked; `how` says why. */
  static damaged(how: string, cause?: Error): FileProblem {
    return new FileProblem(
      'damaged',
      `The compressed file is damaged (${how}): fetch it again. What could be unpacked was read.`,
      { cause },
    )
  }
}
