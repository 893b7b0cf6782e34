/** What is measured: ours and its peers. All of them get the same papers and queries and return ids, best first. */
export interface Engine {
  name: string
  build(papers: { id: string; title: string; abstract: string }[]): Promise<void>
  search(text: string, limit: number): Promise<string[]>
  close(): Promise<void>
}

/** The words of a query for engines whose own syntax would stumble over signs. */
export function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
