import { TYPICAL_LENGTHS } from '../segment/averages.ts'
import {
  keepModel,
  removeLeftovers,
  segmentPath,
  writeDeletions,
  writeManifest,
} from './manifest.ts'
import { show, type Setting, type State } from './state.ts'

/** Writes what is not on disk yet, the manifest last; from then on papers are read from the files. */
export async function save(state: State, setting: Setting): Promise<void> {
  const { folder, made, building } = setting
  if (folder === null || state.isSaved) return
  const written = await Promise.all(
    state.parts.map(async (part) => {
      const path = segmentPath(folder, part.key)
      if (part.segment.stored.file?.path === path) return part
      return { ...part, segment: await building.run('write', { path, segment: part.segment }) }
    }),
  )
  const manifest = {
    made,
    model: state.model && keepModel(folder, state.model),
    averages: state.averages ?? TYPICAL_LENGTHS,
    change: state.applied,
    nextKey: state.nextKey,
    segments: written.map((part) => ({ key: part.key, deletions: writeDeletions(folder, part) })),
  }
  writeManifest(folder, manifest)
  await show(state, setting, written)
  removeLeftovers(folder, manifest, state.wanted)
  state.saved = state.applied
  state.isSaved = true
  state.unsaved = 0
}
