import { SaxesParser, type SaxesTagNS } from 'saxes'
import { isHarmless, NAMESPACES, XML_DEPTH_MAX } from '../fields/xml.ts'
import type { Piece } from '../row.ts'
import { FileProblem } from './file-problem.ts'
import { ENTRY_BYTES_MAX, ENTRY_TOO_LONG } from './limits.ts'
import type { Decoded } from './text.ts'

/** The elements that are one paper each: of OAI-PMH, of Atom and of RSS. */
const RECORDS = new Set(['record', 'entry', 'item'])

const ERRORS_OUTSIDE_MAX = 5 // told about one file; more say nothing new

/** A comment or an attribute that never ends is held by the parser until here. A text without tags is not. */
const WITHOUT_TAG_MAX = 8 * ENTRY_BYTES_MAX

interface Splitter {
  parser: SaxesParser<{ xmlns: true; fragment: true }>
  text: string // from the open record on, else from the tag that is not whole yet
  textStart: number // where `text` begins in the file
  tagStart: number | null // where the tag that is being read begins in the file, once its name is known
  outer: SaxesTagNS[] // the elements around records that are open
  record: {
    line: number
    start: number
    depth: number
    namespaces: string
    error: string | null
  } | null
  errorsOutside: number
  tagsLost: boolean // an end tag that fits no open element closes them all: the end tags after it fit none either
  tagsSeenAt: number // where the last tag was
  pieces: Piece[]
}

/**
 * The text of each record of an XML file, with the namespaces that it inherits written into its own tag, so
 * that it can be read alone; one batch for each chunk. Documents may stand one after another, and records
 * without a root around them. A broken record is rejected and reading goes on after it.
 *
 * Throws FileProblem for a document type, which can define entities that grow or point elsewhere.
 */
export async function* xmlRecords(parts: AsyncIterable<Decoded>): AsyncGenerator<Piece[]> {
  const splitter = newSplitter()
  for await (const { text, note } of parts) {
    if (note) splitter.pieces.push({ line: splitter.parser.line, note })
    splitter.text += text
    try {
      splitter.parser.write(text)
      forget(splitter)
    } finally {
      yield splitter.pieces
    }
    splitter.pieces = []
  }
  if (splitter.record) {
    yield [{ line: splitter.record.line, reason: 'The file ends inside this record.' }]
  } else if (splitter.outer.length > 0) {
    yield [
      {
        note: `The element <${splitter.outer[0]!.name}> never ends: the file may have been cut short.`,
      },
    ]
  }
}

function newSplitter(): Splitter {
  const parser = new SaxesParser({
    xmlns: true,
    fragment: true,
    additionalNamespaces: NAMESPACES,
  })
  const splitter: Splitter = {
    parser,
    text: '',
    textStart: 0,
    tagStart: null,
    outer: [],
    record: null,
    errorsOutside: 0,
    tagsLost: false,
    tagsSeenAt: 0,
    pieces: [],
  }
  parser.on('opentagstart', () => {
    const end = parser.position - splitter.textStart - 1
    splitter.tagStart = splitter.textStart + splitter.text.lastIndexOf('<', end)
  })
  parser.on('opentag', (tag) => opened(splitter, tag))
  parser.on('closetag', () => closed(splitter))
  parser.on('error', ({ message }) => failed(splitter, message))
  parser.on('doctype', () => {
    throw new FileProblem(
      'refused',
      'The file has a document type declaration (<!DOCTYPE …>), which is refused because it can define harmful ' +
        'entities. Remove that line if you trust the file.',
    )
  })
  return splitter
}

function opened(splitter: Splitter, tag: SaxesTagNS): void {
  const { parser, record, outer } = splitter
  const start = splitter.tagStart!
  splitter.tagStart = null
  splitter.tagsSeenAt = parser.position
  if (record) {
    record.depth += 1
    if (record.depth > XML_DEPTH_MAX) throw tooDeep()
    return
  }
  if (!RECORDS.has(tag.local)) {
    outer.push(tag)
    if (outer.length > XML_DEPTH_MAX) {
      throw tooDeep()
    }
    return
  }
  splitter.record = {
    line: parser.line,
    start,
    depth: 1,
    namespaces: inherited(outer, tag),
    error: null,
  }
}

/** Declarations of the namespaces that hold outside of the tag and that it does not declare itself. */
function inherited(outer: SaxesTagNS[], tag: SaxesTagNS): string {
  const known: Record<string, string> = Object.assign({}, ...outer.map(({ ns }) => ns))
  return Object.entries(known)
    .filter(([prefix]) => !(prefix in tag.ns))
    .map(([prefix, uri]) => ` xmlns${prefix && `:${prefix}`}="${escapeXml(uri)}"`)
    .join('')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

function closed(splitter: Splitter): void {
  const { parser, record, outer, pieces } = splitter
  splitter.tagsSeenAt = parser.position
  if (!record) {
    outer.pop()
    return
  }
  record.depth -= 1
  if (record.depth > 0) return

  splitter.record = null
  const { line, error, namespaces } = record
  const bytes = parser.position - record.start
  if (bytes > ENTRY_BYTES_MAX) pieces.push({ line, reason: `The record is ${ENTRY_TOO_LONG}.` })
  else if (error) pieces.push({ line, reason: error })
  else {
    const text = splitter.text.slice(
      record.start - splitter.textStart,
      parser.position - splitter.textStart,
    )
    const [name] = /^<[^\s/>]+/.exec(text)!
    pieces.push({ line, text: name + namespaces + text.slice(name.length) })
  }
}

/** The record that holds the error is rejected; an error outside of records is told and passed over. */
function failed(splitter: Splitter, message: string): void {
  if (isHarmless(message)) return
  const { record, parser, pieces, tagsLost } = splitter
  const isEndTag = /clos(?:e|ing) tag/.test(message)
  splitter.tagsLost ||= isEndTag
  if (record) {
    record.error ??= `This is no well-formed XML: ${message}`
  } else if (isEndTag && tagsLost) {
    return
  } else if (splitter.errorsOutside < ERRORS_OUTSIDE_MAX) {
    splitter.errorsOutside += 1
    pieces.push({ line: parser.line, note: `This is no well-formed XML: ${message}` })
  }
}

/** Lets go of text that no record needs, so that memory does not grow with the file. */
function forget(splitter: Splitter): void {
  const { parser, record } = splitter
  if (parser.position - splitter.tagsSeenAt > WITHOUT_TAG_MAX) {
    throw new FileProblem(
      'refused',
      `After line ${parser.line} no tag ends within ${WITHOUT_TAG_MAX / 1024 / 1024} MB.`,
    )
  }
  const isTooLong = record && parser.position - record.start > ENTRY_BYTES_MAX
  const needed = record && !isTooLong ? record.start : splitter.tagStart
  const from = needed === null ? unfinishedName(splitter.text) : needed - splitter.textStart
  splitter.textStart += from
  splitter.text = splitter.text.slice(from)
}

const NAME_CHARACTERS_MAX = 100 // of the tags that matter, prefix included

/** Where a tag begins whose name goes on in the next chunk, or the end of the text. */
function unfinishedName(text: string): number {
  const last = text.lastIndexOf('<')
  const isUnfinished =
    last >= text.length - NAME_CHARACTERS_MAX && /^<[^\s/>]*$/.test(text.slice(last))
  return last >= 0 && isUnfinished ? last : text.length
}

function tooDeep(): FileProblem {
  return new FileProblem('refused', `Its elements lie more than ${XML_DEPTH_MAX} deep.`)
}
