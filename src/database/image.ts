import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** What lies in a folder. */
interface Image {
  folders: string[] // each after the one it is in
  files: [path: string, bytes: Uint8Array][]
}

const HARDEST = { params: { [constants.ZSTD_c_compressionLevel]: 19 } } // packed once, unpacked often

/** A folder of some ten MB as one file: its folders and files, without their owners and rights. */
export function packFolder(folder: string): Buffer {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isFolder: entry.isDirectory() }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const image: Image = {
    folders: entries.filter(({ isFolder }) => isFolder).map(({ path }) => relative(folder, path)),
    files: entries
      .filter(({ isFolder }) => !isFolder)
      .map(({ path }) => [relative(folder, path), readFileSync(path)]),
  }
  return zstdCompressSync(serialize(image), HARDEST)
}

/** Makes the folder and all that is in it, for its owner alone. */
export function unpackFolder(packed: Uint8Array, folder: string): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by packFolder, and part of the program
  const { folders, files } = deserialize(zstdDecompressSync(packed)) as Image
  for (const path of ['', ...folders]) mkdirSync(join(folder, path), { mode: 0o700 })
  for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes, { mode: 0o600 })
}
