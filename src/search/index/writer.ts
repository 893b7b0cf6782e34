import type { Part } from '../collection/collection.ts'
import type { SearchDocument } from '../document.ts'
import type { Averages } from '../scoring/bm25f.ts'
import type { Changes } from '../search.ts'
import { measuredAverages, TYPICAL_LENGTHS } from '../segment/averages.ts'
import { has } from '../structures/bitmap.ts'
import { placeOf, termAt } from '../structures/vocabulary.ts'
import type { Hand } from '../threads/crew.ts'
import { removeLeftovers, segmentPath, writeDeletions, writeManifest } from './manifest.ts'
import { partsToMerge } from './merging.ts'
import type { Opened } from './open.ts'

const PAPERS_AT_ONCE = 16_384 // built into one segment; some 100 MB while it lasts
const ENOUGH_TO_MEASURE = 1000 // papers whose mean lengths are taken for those of the collection
const SAVED_AFTER = 5000 // papers; what a crash can cost, at 50 µs each

interface Setting {
  folder: string | null
  made: string
  opened: Opened
  building: Hand
  merging: Hand
  publish: (parts: Part[]) => Promise<void>
}

/** The one who changes the index. Changes wait for each other; merges go on beside them. */
export function writer({ folder, made, opened, building, merging, publish }: Setting) {
  let { parts, averages, nextKey } = opened
  let applied = opened.change
  let saved = opened.change
  let isSaved = true
  let unsaved = 0
  let line: Promise<unknown> = Promise.resolve()
  let merge: Promise<void> | null = null

  /** Runs when all that was asked before is done, whether that went well or not. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work, work)
    line = done.catch(() => undefined)
    return done
  }

  async function show(next: Part[]) {
    parts = next
    await publish(next)
  }

  async function take({ upsert, remove, number }: Changes) {
    const newest = [...new Map(upsert.map((document) => [document.id, document])).values()]
    if (newest.length > 0) averages ??= averagesFrom(newest)
    const kept = await withoutIds(parts, [...remove, ...newest.map(({ id }) => id)])
    const added: Part[] = []
    for (let start = 0; start < newest.length; start += PAPERS_AT_ONCE) {
      const documents = newest.slice(start, start + PAPERS_AT_ONCE)
      const segment = await building.run('build', { documents, averages: averages! })
      added.push({ key: nextKey++, segment, alive: null, dead: new Map(), deadDocuments: 0 })
    }
    await show([...kept, ...added])
    applied = number
    isSaved = false
    unsaved += newest.length + remove.length
    merge ??= mergeWhileNeeded().finally(() => (merge = null))
    if (building === merging) await merge
    if (unsaved >= SAVED_AFTER) await write()
  }

  async function withoutIds(from: Part[], ids: string[]): Promise<Part[]> {
    return Promise.all(
      from.map(async (part) => {
        const { segment, alive } = part
        const documents = ids
          .map((id) => placeOf(segment.ids, id))
          .filter((place) => place >= 0)
          .map((place) => segment.idDocument[place]!)
          .filter((document) => alive === null || has(alive, document))
        return documents.length === 0 ? part : building.run('remove', { part, documents })
      }),
    )
  }

  async function mergeWhileNeeded() {
    for (let some = partsToMerge(parts); some !== null; some = partsToMerge(parts)) await mergeThese(some)
  }

  async function mergeThese(some: Part[]) {
    const merged = await merging.run('merge', { parts: some })
    const swap = async () => {
      const fresh = merged && { key: nextKey++, segment: merged, alive: null, dead: new Map(), deadDocuments: 0 }
      // deleted while the merge ran: the merged segment still has them
      const since = some.flatMap((before) => diedSince(before, parts.find(({ key }) => key === before.key)!))
      const current = fresh && (await withoutIds([fresh], since))
      const others = parts.filter(({ key }) => !some.some((one) => one.key === key))
      await show([...(current ?? []), ...others])
    }
    await (building === merging ? swap() : inTurn(swap))
  }

  async function write() {
    if (folder === null || isSaved) return
    const target = folder
    const written = await Promise.all(
      parts.map(async (part) =>
        part.segment.stored.file
          ? part
          : {
              ...part,
              segment: await building.run('write', { path: segmentPath(target, part.key), segment: part.segment }),
            },
      ),
    )
    const manifest = {
      made,
      averages: averages ?? TYPICAL_LENGTHS,
      change: applied,
      nextKey,
      segments: written.map((part) => ({ key: part.key, deletions: writeDeletions(target, part) })),
    }
    writeManifest(target, manifest)
    removeLeftovers(target, manifest)
    saved = applied
    isSaved = true
    unsaved = 0
    await show(written)
  }

  return {
    apply: (changes: Changes) => inTurn(() => take(changes)),
    save: () => inTurn(write),
    async compact() {
      await line
      await merge
      if (parts.length > 1) await (merge = mergeThese(parts).finally(() => (merge = null)))
      isSaved = false
      await inTurn(write)
    },
    progress: () => ({ appliedChange: applied, savedChange: saved }),
  }
}

/** Fixed by the first papers, since every impact depends on them; a handful of papers says little, so typical ones serve. */
function averagesFrom(documents: SearchDocument[]): Averages {
  return documents.length >= ENOUGH_TO_MEASURE ? measuredAverages(documents) : TYPICAL_LENGTHS
}

function diedSince(before: Part, now: Part): string[] {
  const { ids, idPlace, documents } = before.segment
  const died: string[] = []
  if (now.alive === before.alive) return died
  for (let document = 0; document < documents; document++) {
    const wasAlive = before.alive === null || has(before.alive, document)
    if (wasAlive && now.alive !== null && !has(now.alive, document)) died.push(termAt(ids, idPlace[document]!))
  }
  return died
}
