import { byteWriter, type ByteWriter } from './byte-writer.ts'
import { storable, type ColumnType, type ColumnValue } from './rows.ts'

/**
 * Rows in the binary format of COPY (PostgreSQL manual, "COPY", "Binary Format"): a header, then for each row the
 * number of its fields and each field as its length and its bytes, as the type's receive function reads them.
 */
export function binaryRows<Column extends string>(
  columns: Record<Column, ColumnType>,
  rows: Record<Column, ColumnValue>[],
): Buffer<ArrayBuffer> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of Object.entries forgets which keys
  const fields = Object.entries(columns) as [Column, ColumnType][]
  const out = byteWriter()
  out.bytes(HEADER)
  for (const row of rows) {
    out.int16(fields.length)
    for (const [name, type] of fields) field(out, type, row[name])
  }
  out.int16(END)
  return out.written()
}

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]) // no flags, no extension
const END = -1
const NULL = -1

function field(out: ByteWriter, type: ColumnType, value: ColumnValue): void {
  if (value === null) return out.int32(NULL)
  const start = out.begin()
  contents(out, type, value)
  out.end(start)
}

function contents(out: ByteWriter, type: ColumnType, value: NonNullable<ColumnValue>): void {
  if (typeof value === 'number') return number(out, type, value)
  if (typeof value === 'boolean') return out.int8(Number(value))
  if (value instanceof Date) return out.int64(microseconds(value))
  if (typeof value !== 'string') return array(out, value)
  if (type === 'date') return out.int32(daysSince2000(value))
  if (type === 'jsonb') out.int8(JSONB_VERSION)
  out.text(storable(value))
}

function number(out: ByteWriter, type: ColumnType, value: number): void {
  if (type === 'double precision') return out.float64(value)
  if (type === 'real') return out.float32(value)
  if (type === 'bigint') return out.int64(BigInt(value))
  out.int32(value)
}

const JSONB_VERSION = 1
const TEXT_OID = 25 // pg_type
const EPOCH_MS = Date.UTC(2000, 0, 1) // of PostgreSQL
const DAY_MS = 86_400_000

function microseconds(moment: Date): bigint {
  return BigInt(moment.getTime() - EPOCH_MS) * 1000n
}

function daysSince2000(day: string): number {
  return (Date.parse(day) - EPOCH_MS) / DAY_MS
}

/** One dimension that begins at 1; an empty array has none. */
function array(out: ByteWriter, items: readonly string[]): void {
  out.int32(items.length > 0 ? 1 : 0)
  out.int32(0) // no item is null
  out.int32(TEXT_OID)
  if (items.length === 0) return
  out.int32(items.length)
  out.int32(1)
  for (const item of items) field(out, 'text', item)
}
