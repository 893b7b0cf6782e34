import type { Resolver } from 'node:dns/promises'
import type { Finding } from './finding.ts'

/** What DNS says about names. Empty and false: there is nothing of the kind. Throws NamesUnknown when nobody answers. */
export interface NameServer {
  txt: (name: string) => Promise<string[]>
  mx: (name: string) => Promise<string[]> // hosts; '' says that the domain takes no mail (RFC 7505)
  hasAddress: (name: string) => Promise<boolean>
}

type Asked = Pick<Resolver, 'resolveTxt' | 'resolveMx' | 'resolve4' | 'resolve6'>

export function nameServer(resolver: Asked): NameServer {
  return {
    txt: async (name) =>
      (await found(() => resolver.resolveTxt(name))).map((parts) => parts.join('')),
    mx: async (name) =>
      (await found(() => resolver.resolveMx(name))).map(({ exchange }) => exchange),
    async hasAddress(name) {
      const four = await found(() => resolver.resolve4(name))
      return four.length > 0 || (await found(() => resolver.resolve6(name))).length > 0
    },
  }
}

const ABSENT = new Set(['ENODATA', 'ENOTFOUND'])

async function found<Answer>(ask: () => Promise<Answer[]>): Promise<Answer[]> {
  try {
    return await ask()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (ABSENT.has(code)) return []
    throw new NamesUnknown(code, { cause: error })
  }
}

/** No name server answers, or the one that does is in trouble. */
class NamesUnknown extends Error {
  override name = 'NamesUnknown'

  constructor(code: string, options: ErrorOptions) {
    super(`DNS gives no answer (${code || 'no reason'})`, options)
  }
}

/** A look at DNS; where there is none, what was to be looked at is unknown. */
export async function unlessOffline(
  about: string,
  look: () => Promise<Finding>,
  record?: Finding['record'],
): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof NamesUnknown)) throw error
    return {
      about,
      state: 'unknown',
      says: `${error.message}.`,
      todo: 'Run this where DNS can be asked.',
      ...(record && { record }),
    }
  }
}
