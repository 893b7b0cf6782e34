const ARXIV =
  /(?:arxiv\s*:\s*|arxiv\.org\/(?:abs|pdf|html)\/|huggingface\.co\/papers\/|alphaxiv\.org\/abs\/)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?/iu
const DOI = /(?:doi:\s*|doi\.org\/)?(10\.\d{4,9}\/[^\s"<>]+)/iu
const ACL = /aclanthology\.org\/([A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9-]+\.\d+)/iu
const OPENREVIEW = /openreview\.net\/(?:forum|pdf)\?id=([\w-]+)/iu

/**
 * The id that a pasted name or address of a paper stands for, or null when the text is anything else. Only a query that is
 * the name as a whole counts: '2406.01234', 'arXiv:2406.01234v2', 'https://doi.org/10.1000/x', never a word among words.
 */
export function pastedId(typed: string): string | null {
  const text = typed.trim()
  if (text === '' || /\s\S+\s/.test(text) || text.length > 300) return null
  const bare = text
    .replace(/^<|>$/g, '')
    .replace(/^https?:\/\/(?:www\.|dx\.|export\.)?/i, '')
    .replace(/[/?#]+$/, '')
  return (
    whole(ARXIV, bare, (id) => id.toLowerCase()) ??
    whole(DOI, bare, (doi) => `doi:${doi.toLowerCase()}`) ??
    whole(ACL, bare, (id) => `acl:${id}`) ??
    whole(OPENREVIEW, bare, (id) => `openreview:${id}`) ??
    whole(/((?:acl|doi|openreview|title):\S+)/iu, bare, (id) => id)
  )
}

function whole(pattern: RegExp, text: string, name: (id: string) => string): string | null {
  const match = pattern.exec(text)
  return match && match[0].length === text.length ? name(match[1]!) : null
}
