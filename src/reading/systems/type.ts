import type { SystemType } from '../finding.ts'

/** Nouns and the type they make, the most telling first: a "benchmark dataset" is a benchmark. */
const TYPES: [SystemType, RegExp][] = [
  ['benchmark', /\b(?:benchmarks?|test ?beds?|test suite|evaluation suite|leaderboard|challenge)\b/],
  ['environment', /\b(?:environments?|simulators?|gym|sandbox)\b/],
  ['dataset', /\b(?:datasets?|data sets?|corpus|corpora|collection|treebank|data|database|knowledge graph)\b/],
  ['tool', /\b(?:tools?|toolkits?|toolbox|library|libraries|package|software|interface|plugin|demo|app|application)\b/],
  ['system', /\b(?:systems?|platforms?|infrastructure|engine|production|supercomput\w*|compiler|architecture for serving|training framework|inference framework|serving framework)\b/],
  ['model', /\b(?:(?:language|foundation|vision-language|generative|multimodal|diffusion|world|reward|ai|llm|parameter|open|video|speech|embedding|bilingual|base|detection|reasoning|mathematical|compact) models?|models?|llms?|mllms?|vlms?|lvlms?|lmms?|transformer|networks?|assistant|chatbot|encoder|gan|family|series)\b/],
  ['method', /\b(?:methods?|frameworks?|approach(?:es)?|algorithms?|paradigms?|techniques?|strateg\w+|mechanisms?|pipelines?|procedures?|schemes?|modules?|optimi[sz]ers?|loss|learning|training|tuning|operator|metrics?|protocols?)\b/],
]

/**
 * The type that a description names, or null. In "a framework for language models" the head counts, so only the part
 * before the first preposition is looked at, then the rest.
 */
export function typeOf(description: string): SystemType | null {
  const text = description.toLowerCase()
  const head = text.split(/\b(?:for|of|that|which|with|to|in|on|using|based on|trained|designed|from|by|including|comprising|where)\b/, 1)[0]!
  return last(head) ?? (head.trim() === '' ? last(text) : null)
}

/** English puts the head last: in "a benchmark construction framework" the framework counts, in "LLM training framework" too. */
function last(text: string): SystemType | null {
  let best: SystemType | null = null
  let at = -1
  for (const [type, nouns] of TYPES) {
    const matches = [...text.matchAll(new RegExp(nouns, 'g'))]
    const end = matches.length > 0 ? matches.at(-1)!.index + matches.at(-1)![0].length : -1
    if (end > at) [best, at] = [type, end]
  }
  return best
}
