import type { Artifact, ArtifactKind } from './finding.ts'

/** A web address with a scheme or "www.", up to the next space, quote, brace or angle bracket; "\\_" is TeX for "_". */
const ADDRESS = /(?:https?:\/\/|www\.)(?:[^\s<>"“”{}|\\^`]|\\[_%#&~])+/gi

/** Longer ones are no addresses but text that lost its spaces; more of them are a list that nobody reads. */
const LONGEST_ADDRESS = 500
const MOST_ARTIFACTS = 40

/** Every web address of an abstract, in order, each once. Nothing is invented: "available on GitHub" is no address. */
export function artifactsOf(abstract: string): Artifact[] {
  const artifacts: Artifact[] = []
  const taken = new Set<string>()
  for (const [start, text] of addressesIn(abstract)) {
    const raw = trimmed(text.slice(0, LONGEST_ADDRESS))
    const url = normalised(raw)
    const end = start + raw.length
    if (!url || taken.has(url.toLowerCase())) continue
    taken.add(url.toLowerCase())
    artifacts.push({
      url,
      kind: artifactKind(url, wordsAround(abstract, start)),
      span: [start, end],
    })
  }
  return artifacts
}

function addressesIn(abstract: string): [start: number, text: string][] {
  const found: [number, string][] = []
  for (const match of abstract.matchAll(ADDRESS)) {
    if (found.push([match.index, match[0]]) >= MOST_ARTIFACTS) break
  }
  const within = (at: number) =>
    found.some(([start, text]) => at >= start && at < start + text.length)
  for (const host of bareHosts(abstract)) if (!within(host[0])) found.push(host)
  return found.toSorted((a, b) => a[0] - b[0]).slice(0, MOST_ARTIFACTS)
}

const DOMAIN =
  /^(?:com|org|net|edu|gov|io|ai|ch|de|fr|uk|eu|cn|jp|kr|in|it|nl|se|au|ca|us|app|dev|me|info|site|page|tech|xyz|co|ly|gl|be)$/
const PATH = /\/[^\s<>"“”{}|\\^`]*/y

/**
 * Hosts without a scheme, small letters only: "github.com/who/what", "4m.epfl.ch", "available at example.org".
 * Counter-examples: "Booking.com" and "arXiv.org" are names, "e.g.", "Node.js" and "mAP@0.5" no hosts.
 */
function bareHosts(abstract: string): [start: number, text: string][] {
  const hosts: [number, string][] = []
  for (
    let dot = abstract.indexOf('.');
    dot >= 0 && hosts.length < MOST_ARTIFACTS;
    dot = abstract.indexOf('.', dot + 1)
  ) {
    if (!isHostLetter(abstract, dot - 1) || !isHostLetter(abstract, dot + 1)) continue
    let start = dot
    while (
      dot - start < LONGEST_HOST &&
      (isHostLetter(abstract, start - 1) ||
        (abstract[start - 1] === '.' && isHostLetter(abstract, start - 2)))
    )
      start--
    let end = dot + 1
    while (
      end - dot < LONGEST_HOST &&
      (isHostLetter(abstract, end) || (abstract[end] === '.' && isHostLetter(abstract, end + 1)))
    )
      end++
    const host = hostAt(abstract, start, end)
    if (host) hosts.push([start, host])
    dot = end
  }
  return hosts
}

const LONGEST_HOST = 80

function hostAt(abstract: string, start: number, end: number): string | null {
  if (/[\w@/-]/.test(abstract[start - 1] ?? '') || /[\w@-]/.test(abstract[end] ?? '')) return null
  const host = abstract.slice(start, end)
  const labels = host.split('.')
  if (!DOMAIN.test(labels.at(-1)!) || !/[a-z]/.test(labels.at(-2)!)) return null
  PATH.lastIndex = end
  const path = PATH.exec(abstract)?.[0] ?? ''
  const offered = /(?:\bat|\bsee|\bvisit|\bvia|:)\s?\(?$/i.test(
    abstract.slice(Math.max(0, start - 8), start),
  )
  return path.length > 1 || labels.length > 2 || offered ? host + path : null
}

function isHostLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45
}

/** Without what wraps or ends an address in running text. A closing bracket stays when the address opens one. */
function trimmed(raw: string): string {
  let end = raw.length
  while (end > 0 && '.,;:!?\'"’)]*_~$'.includes(raw[end - 1]!)) {
    const url = raw.slice(0, end)
    if (url.endsWith(')') && url.split('(').length === url.split(')').length) break
    end--
  }
  return raw.slice(0, end)
}

function normalised(raw: string): string | null {
  const url = (/^https?:/i.test(raw) ? raw : `https://${raw}`).replaceAll('\\', '')
  return URL.canParse(url) && new URL(url).hostname.includes('.') ? url : null
}

const AROUND = 90

const wordsAround = (abstract: string, at: number) =>
  abstract.slice(Math.max(0, at - AROUND), at).toLowerCase()

/** What a link leads to: the host and path say most, the words in front of it the rest. */
function artifactKind(url: string, before: string): ArtifactKind {
  const { hostname, pathname } = new URL(url)
  const sentence = before.slice(Math.max(before.lastIndexOf('. '), 0))
  if (/(?:^|\.)huggingface\.co$|^hf\.co$/.test(hostname)) return onHuggingFace(pathname, sentence)
  if (/(?:^|\.)(?:github|gitlab|bitbucket|codeberg|gitee)\.(?:com|org)$|^git\./.test(hostname))
    return onForge(sentence)
  if (
    /(?:^|\.)(?:kaggle\.com|zenodo\.org|figshare\.com|dataverse\.\w+)$/.test(hostname) &&
    !/code|software/.test(sentence)
  )
    return 'dataset'
  if (/\b(?:demo|demonstration|playground)\b/.test(sentence)) return 'demo'
  return 'website'
}

function onHuggingFace(path: string, sentence: string): ArtifactKind {
  if (path.startsWith('/datasets/')) return 'dataset'
  if (path.startsWith('/spaces/')) return 'demo'
  if (path.startsWith('/collections/') || /^\/[^/]+\/?$/.test(path)) return 'collection'
  return /dataset|corpus|benchmark/.test(sentence) && !/model|checkpoint/.test(sentence)
    ? 'dataset'
    : 'model'
}

/** A repository holds code unless the sentence offers only something else in it. */
function onForge(sentence: string): ArtifactKind {
  if (/\b(?:code|implementation|script|software|toolkit|library|source|framework)/.test(sentence))
    return 'code'
  if (
    /\b(?:resource repository|reading list|literature|paper list|list of papers|curated|collection of|papers)\b/.test(
      sentence,
    )
  )
    return 'collection'
  if (/\b(?:dataset|data|corpus|benchmark)\b/.test(sentence)) return 'dataset'
  if (/\b(?:model|checkpoint|weights)s?\b/.test(sentence)) return 'model'
  return 'code'
}
