import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/**
 * A file of named arrays: 'BROADSHT', a version, the length and checksum of a JSON header, the header, then each array at a
 * multiple of 64 bytes, little-endian. The header names the arrays with their types, places and checksums.
 */
export interface Sections {
  kind: string // what the file is: 'segment', 'meaning'
  meta: Record<string, unknown>
  arrays: Record<string, TypedArray>
}

export type TypedArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

/** The file is torn, changed, or not ours. Whoever opened it builds it anew. */
export class DamagedFileError extends Error {
  override name = 'DamagedFileError'
  readonly path: string

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`)
    this.path = path
  }
}

export const FILE_VERSION = 1
const MAGIC = Buffer.from('BROADSHT')
const PREFIX = MAGIC.length + 3 * 4 // magic, version, header length, header checksum
const ALIGNMENT = 64
const LONGEST_HEADER = 1 << 20
const CHECKED_AT_ONCE = 1 << 24 // bytes; a checksum needs no copy of a whole array

const TYPES = {
  Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array,
} // prettier-ignore

interface Entry {
  name: string
  type: keyof typeof TYPES
  at: number // bytes from the start of the file
  bytes: number
  crc: number
}

/** Writes beside the path and renames, so that a file with this name is always whole. */
export function writeSections(path: string, { kind, meta, arrays }: Sections): void {
  const entries: Entry[] = Object.entries(arrays).map(([name, array]) => ({
    name,
    type: array.constructor.name as keyof typeof TYPES,
    at: 0,
    bytes: array.byteLength,
    crc: checksum(array),
  }))
  const headerOf = () => Buffer.from(JSON.stringify({ kind, meta, entries }))
  // places depend on the header's length and the other way round, so room for the longest places is kept
  const room = headerOf().length + entries.length * 16
  let at = aligned(PREFIX + room)
  for (const entry of entries) {
    entry.at = at
    at = aligned(at + entry.bytes)
  }
  const header = Buffer.concat([headerOf(), Buffer.alloc(room, ' ')]).subarray(0, room)

  const prefix = Buffer.alloc(PREFIX)
  MAGIC.copy(prefix)
  prefix.writeUInt32LE(FILE_VERSION, MAGIC.length)
  prefix.writeUInt32LE(header.length, MAGIC.length + 4)
  prefix.writeUInt32LE(crc32(header), MAGIC.length + 8)

  const temporary = `${path}.tmp`
  const file = openSync(temporary, 'w')
  try {
    writeSync(file, prefix, 0, PREFIX, 0)
    writeSync(file, header, 0, header.length, PREFIX)
    for (const entry of entries) writeAll(file, bytesOf(arrays[entry.name]!), entry.at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}

/** What the header says, without reading the arrays. Throws `DamagedFileError`. */
export function readHeader(
  path: string,
  kind: string,
): { meta: Record<string, unknown>; entries: Entry[] } {
  return withFile(path, (file) => headerIn(path, file, kind))
}

/**
 * Reads the arrays into memory that threads can share, or into what `place` gives for a name; false leaves one unread.
 * Throws `DamagedFileError` for anything that is not exactly as it was written.
 */
export function readSections(
  path: string,
  kind: string,
  place: (name: string, bytes: number) => Uint8Array | false | undefined = () => undefined,
): Sections & { entries: Entry[] } {
  return withFile(path, (file) => {
    const { meta, entries } = headerIn(path, file, kind)
    const end = Math.max(0, ...entries.map(({ at, bytes }) => at + bytes))
    if (fstatSync(file).size < end) throw new DamagedFileError(path, 'ends too early')
    const arrays: Record<string, TypedArray> = {}
    for (const { name, type, at, bytes, crc } of entries) {
      const given = place(name, bytes)
      if (given === false) continue
      const target = given ?? new Uint8Array(new SharedArrayBuffer(bytes))
      readAll(path, file, target, at)
      if (checksum(target) !== crc)
        throw new DamagedFileError(path, `${name} is not as it was written`)
      const Type = TYPES[type]
      arrays[name] = new Type(
        target.buffer as ArrayBuffer,
        target.byteOffset,
        bytes / Type.BYTES_PER_ELEMENT,
      )
    }
    return { kind, meta, entries, arrays }
  })
}

function headerIn(path: string, file: number, kind: string) {
  const prefix = Buffer.alloc(PREFIX)
  readAll(path, file, prefix, 0)
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC))
    throw new DamagedFileError(path, 'not a file of this index')
  const version = prefix.readUInt32LE(MAGIC.length)
  if (version !== FILE_VERSION)
    throw new DamagedFileError(path, `version ${version}, expected ${FILE_VERSION}`)
  const length = prefix.readUInt32LE(MAGIC.length + 4)
  if (length > LONGEST_HEADER) throw new DamagedFileError(path, 'the header is too long')
  const header = Buffer.alloc(length)
  readAll(path, file, header, PREFIX)
  if (crc32(header) !== prefix.readUInt32LE(MAGIC.length + 8))
    throw new DamagedFileError(path, 'the header is damaged')
  const read = JSON.parse(header.toString()) as {
    kind: string
    meta: Record<string, unknown>
    entries: Entry[]
  }
  if (read.kind !== kind) throw new DamagedFileError(path, `holds ${read.kind}, expected ${kind}`)
  return read
}

function withFile<T>(path: string, use: (file: number) => T): T {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new DamagedFileError(path, (error as Error).message)
  }
  try {
    return use(file)
  } finally {
    closeSync(file)
  }
}

function readAll(path: string, file: number, target: Uint8Array, at: number) {
  for (let done = 0; done < target.length;) {
    const read = readSync(
      file,
      target,
      done,
      Math.min(target.length - done, CHECKED_AT_ONCE),
      at + done,
    )
    if (read === 0) throw new DamagedFileError(path, 'ends too early')
    done += read
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number) {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, CHECKED_AT_ONCE), at + done)
  }
}

function checksum(array: TypedArray): number {
  const bytes = bytesOf(array)
  let crc = 0
  for (let at = 0; at < bytes.length; at += CHECKED_AT_ONCE) {
    crc = crc32(bytes.subarray(at, at + CHECKED_AT_ONCE), crc)
  }
  return crc
}

function bytesOf(array: TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT
}
