import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those it lies in, as far as they are missing. Throws what the system says when one cannot be made.
 * The recursive `mkdir` of Node tries for ever where the system says that what lies in an existing folder does not exist,
 * as Linux does below /proc.
 */
export function makeFolder(path: string): void {
  const missing: string[] = []
  let folder = resolve(path)
  while (!existsSync(folder) && folder !== dirname(folder)) {
    missing.unshift(folder)
    folder = dirname(folder)
  }
  if (missing.length === 0 && !isFolder(folder)) mkdirSync(folder) // throws: it is a file
  for (const one of missing) makeOne(one)
}

/** Somebody else may have made it meanwhile. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
