import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { paths } from './paths.ts'

const PUBLIC = join(import.meta.dirname, '../../public')
const CLIENT = join(import.meta.dirname, 'client')

/** A file that browsers may keep for ever: its name changes with what is in it. */
export interface Asset {
  path: string
  type: string
  body: () => string
}

/** The one style sheet and the scripts of all pages, made at the start. */
export interface Assets {
  style: string // path
  scripts: string[] // paths
  personalScripts: string[] // paths, of pages for somebody who is signed in
  passkeys: string // path of the script of pages that use keys
  files: Asset[]
}

export function loadAssets(): Assets {
  const sheet = styleSheet()
  const style = asset('style.css', 'text/css', sheet, () => sheet)
  const scripts = ['keys', 'suggest', 'zone'].map(script)
  const passkeys = script('passkeys')
  const personalScripts = ['vote'].map(script)
  return {
    style: style.path,
    scripts: scripts.map(({ path }) => path),
    personalScripts: personalScripts.map(({ path }) => path),
    passkeys: passkeys.path,
    files: [style, ...scripts, ...personalScripts, passkeys],
  }
}

/** Made when a browser asks for it: what takes the types out takes longer to load than the first page to make. */
function script(name: string): Asset {
  const source = readFileSync(join(CLIENT, `${name}.ts`), 'utf8')
  const makers = `${process.version} ${String(clientModule)}`
  let made: string | undefined
  return asset(
    `${name}.js`,
    'text/javascript',
    source + makers,
    () => (made ??= clientModule(source)),
  )
}

/** `from` decides what the body is. */
function asset(file: string, type: string, from: string, body: () => string): Asset {
  const version = hash('sha256', from, 'base64url').slice(0, 10)
  return { path: paths.asset(file.replace('.', `-${version}.`)), type, body }
}

/** All of public/styles in one, layers.css first: it fixes which layer wins, so the order of the others is free. */
function styleSheet(): string {
  const names = readdirSync(join(PUBLIC, 'styles')).filter((name) => name.endsWith('.css'))
  const ordered = ['layers.css', ...names.filter((name) => name !== 'layers.css').toSorted()]
  return ordered
    .map((name) => smaller(readFileSync(join(PUBLIC, 'styles', name), 'utf8')))
    .join('\n')
}

/** Without comments, and with no more white space than CSS needs. Our sheets hold no strings that this would hurt. */
function smaller(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(';}', '}')
    .trim()
}

function clientModule(source: string): string {
  return withoutWarning(() => stripTypeScriptTypes(source))
    .replace(/^\s*\/\/.*\n/gm, '')
    .replace(/(?: +\/\/.*| +)$/gm, '')
    .replace(/\n\s+/g, '\n')
    .replace(/ {2,}/g, ' ') // where types were; our scripts hold no strings that this would hurt
}

/** Node 24 calls the function experimental, on every start. It is the same code that runs this file. */
function withoutWarning<Result>(work: () => Result): Result {
  const { emitWarning } = process // oxlint-disable-line typescript/unbound-method -- put back as it was
  process.emitWarning = () => {}
  try {
    return work()
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Icons, by the path under which browsers ask for them. */
export const ICONS: Record<string, string> = {
  'favicon.ico': 'image/x-icon',
  'icon.svg': 'image/svg+xml',
  'icon-180.png': 'image/png',
  'icon-192.png': 'image/png',
  'icon-512.png': 'image/png',
}

export function readIcon(name: string): Buffer {
  return readFileSync(join(PUBLIC, name))
}
