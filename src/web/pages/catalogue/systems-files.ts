import type { Context } from 'hono'
import type { ListedSystem } from '../../../catalogue/system-store.ts'
import { csv } from '../../formats/csv.ts'
import { paths } from '../../paths.ts'
import { csvHeaders } from './claims-files.ts'

const NAMES = [
  'system',
  'type',
  'published',
  'introduced',
  'mentioned',
  'paper',
  'title',
  'url',
] as const

/** One object per system. `introduced` and `mentioned` count papers; `paper` is the first that introduces it. */
function row(system: ListedSystem, publicUrl: string) {
  return {
    system: system.name,
    type: system.type,
    published: system.published?.toISOString().slice(0, 10) ?? null,
    introduced: system.introduced,
    mentioned: system.mentioned,
    paper: system.firstPaper,
    title: system.firstTitle,
    url: publicUrl + paths.system(system.key),
  } satisfies Record<(typeof NAMES)[number], string | number | null>
}

export function systemsCsv(c: Context, systems: ListedSystem[], publicUrl: string): Response {
  const rows = systems.map((system) => {
    const cells = row(system, publicUrl)
    return NAMES.map((name) => cells[name])
  })
  return c.body(csv([...NAMES], rows), 200, csvHeaders('systems'))
}

export function systemsJson(c: Context, systems: ListedSystem[], publicUrl: string): Response {
  return c.json(systems.map((system) => row(system, publicUrl)))
}
