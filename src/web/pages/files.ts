import type { Handler } from 'hono'
import { readIcon, type Asset } from '../assets.ts'

const ONE_YEAR_S = 31_536_000 // the longest that caches honour
const ONE_DAY_S = 86_400

/** The style sheet or the script, which never change under their address. */
export function assetFile({ type, body }: Asset): Handler {
  return (c) =>
    c.body(body(), 200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': `public, max-age=${ONE_YEAR_S}, immutable`,
    })
}

/** An icon of public/. */
export function iconFile(name: string, type: string): Handler {
  const bytes = new Uint8Array(readIcon(name))
  return (c) =>
    c.body(bytes, 200, { 'content-type': type, 'cache-control': `public, max-age=${ONE_DAY_S}` })
}
