import type { Artifact, ArtifactKind } from './finding.ts'

/** A web address with a scheme or "www.", up to the next space, quote, brace or angle bracket. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"“”{}|\\^`]+/gi

/**
 * A host without a scheme, such as "4m.epfl.ch" or "github.com/who/what": two or more labels and a top-level domain
 * that no English word, file or library ends in. Counter-examples: "e.g", "Node.js", "mAP@0.5", "v2.1".
 */
const HOST =
  /(?<![\w@./-])(?:[a-z0-9-]+\.){1,4}(?:com|org|net|edu|gov|io|ai|ch|de|fr|uk|eu|cn|jp|kr|in|it|nl|se|au|ca|us|app|dev|me|info|site|page|tech|xyz|co|ly|gl|be)(?![\w-])(?:\/[^\s<>"“”{}|\\^`]*)?/gi

/** What wraps or ends an address in running text and is not part of it. */
const TRAILING = /[.,;:!?'"’)\]*_~$]+$/

/** Every web address of an abstract, in order, each once. Nothing is invented: "available on GitHub" is no address. */
export function artifactsOf(abstract: string): Artifact[] {
  const artifacts: Artifact[] = []
  const taken = new Set<string>()
  for (const match of [...abstract.matchAll(ADDRESS), ...abstract.matchAll(HOST)]) {
    const raw = trimmed(match[0])
    const start = match.index
    if (artifacts.some(({ span }) => start >= span[0] && start < span[1])) continue
    const url = normalised(raw)
    if (!url || taken.has(url.toLowerCase())) continue
    taken.add(url.toLowerCase())
    artifacts.push({
      url,
      kind: artifactKind(url, wordsAround(abstract, start)),
      span: [start, start + raw.length],
    })
  }
  return artifacts.toSorted((a, b) => a.span[0] - b.span[0])
}

function trimmed(raw: string): string {
  let url = raw
  for (;;) {
    const shorter = url.replace(TRAILING, '')
    const balanced = url.endsWith(')') && url.split('(').length === url.split(')').length
    if (shorter === url || balanced) return url
    url = shorter
  }
}

function normalised(raw: string): string | null {
  const url = /^https?:/i.test(raw) ? raw : `https://${raw}`
  if (!URL.canParse(url)) return null
  const { hostname } = new URL(url)
  return hostname.includes('.') ? url : null
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
