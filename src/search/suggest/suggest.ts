export interface Suggestion {
  kind: 'title' | 'name' | 'author' | 'topic'
  text: string // as displayed
  id: string | null // of the paper, for titles and names
}
