/** What is measured: ours and its peers. All of them get the same papers and queries and return ids, best first. */
export interface Engine {
  name: string
  /** Returns the seconds that building took when it knows better than a clock outside. */
  build(papers: { id: string; title: string; abstract: string }[]): Promise<number | void>
  /** Takes what an earlier run built and kept; false when there is nothing. */
  reopen?(): Promise<boolean>
  search(text: string, limit: number): Promise<string[]>
  /** Milliseconds of each query, for an engine that is not in this process. */
  times?(texts: string[], limit: number): Promise<number[]>
  close(): Promise<void>
}

/** The words of a query for engines whose own syntax would stumble over signs. */
export function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
