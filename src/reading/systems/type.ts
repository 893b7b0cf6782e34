import type { SystemType } from '../finding.ts'

/** Nouns and the type they make, the most telling first: a "benchmark dataset" is a benchmark. */
const TYPES: [SystemType, RegExp][] = [
  [
    'benchmark',
    /\b(?:benchmarks?|test ?beds?|test suite|evaluation suite|leaderboard|challenge)\b/g,
  ],
  ['environment', /\b(?:environments?|simulators?|gym|sandbox)\b/g],
  [
    'dataset',
    /\b(?:datasets?|data sets?|corpus|corpora|collection|treebank|data|database|knowledge graph)\b/g,
  ],
  [
    'tool',
    /\b(?:tools?|toolkits?|toolbox|library|libraries|package|software|interface|plugin|demo|app|application)\b/g,
  ],
  [
    'system',
    /\b(?:systems?|platforms?|infrastructure|engine|production|supercomput\w*|compiler|architecture for serving|training framework|inference framework|serving framework)\b/g,
  ],
  [
    'model',
    /\b(?:(?:language|foundation|vision-language|generative|multimodal|diffusion|world|reward|ai|llm|parameter|open|video|speech|embedding|bilingual|base|detection|reasoning|mathematical|compact) models?|models?|llms?|mllms?|vlms?|lvlms?|lmms?|transformer|networks?|assistant|chatbot|encoder|gan|family|series)\b/g,
  ],
  [
    'method',
    /\b(?:methods?|methodolog\w+|frameworks?|agents?|solutions?|approach(?:es)?|algorithms?|paradigms?|techniques?|strateg\w+|mechanisms?|pipelines?|procedures?|schemes?|modules?|optimi[sz]ers?|loss|learning|training|tuning|operator|metrics?|protocols?)\b/g,
  ],
]

/**
 * The type that a description names, or null. In "a framework for language models" the head counts, so only the part
 * before the first preposition is looked at.
 */
export function typeOf(description: string): SystemType | null {
  const text = description.toLowerCase().replace(LEAD, '')
  const head = text.split(
    /(?<![\w-])(?:for|of|that|which|with|to|in|on|using|based on|trained|designed|from|by|including|comprising|where|utilizing|leveraging|built|aimed|consisting|containing|capable|covering|tailored|employing|crafted|optimized|enabling|as|via|over|at|addressing|aiming|combining|integrating|featuring|spanning|specifically|derived|assessing|evaluating|measuring|testing|providing|supporting|offering|targeting|requiring|describing|annotated|focus(?:ed|ing)|dedicated|encompassing|rich|and then|through|towards?)(?![\w-])/,
    1,
  )[0]!
  return last(
    head
      .replace(/\s*\([^)]*\)/g, '')
      .replace(
        /,? ?(?:called|named|dubbed|termed|namely|titled|coined)[\s,"“`]*$|[\s,:;.("“`'-]+$/,
        '',
      ),
  )
}

/** "a suite of strategies" is as good as "strategies". */
const LEAD = /^(?:[\w-]+,? ){0,5}?(?:suite|series|family|set|collection|class|range|pair) of /

/** What a name says of itself goes before and behind its description: "MedBench" is surely one, "Large Map Model" may be. */
export function typeOfName(name: string, described: SystemType | null): SystemType | null {
  if (/bench(?:mark)?$|-?Eval$|Glue$|Arena$/i.test(name)) return 'benchmark'
  if (described) return described
  if (/(?:Gym|Env)$/.test(name)) return 'environment'
  if (/(?:Corpus|Dataset|-Data|-Pretrain|-Instruct|-\d+[KM])$/.test(name)) return 'dataset'
  return /\bModels?$/.test(name) ? 'model' : null
}

/** "a benchmark isolating this fault": a participle with its object. "A model merging scheme" has none. */
const DOES =
  /^ [a-z]+ing (?:this|these|the|an?|both|all|our|their|its|how|whether|multiple|various|several)\b/

/** English puts the head last: in "a benchmark construction framework" the framework counts, in "LLM training framework" too. */
function last(text: string): SystemType | null {
  let best: SystemType | null = null
  let at = -1
  for (const [type, nouns] of TYPES) {
    let end = -1
    for (const match of text.matchAll(nouns)) end = match.index + match[0].length
    if (end > at) [best, at] = [type, end]
  }
  return at === text.length || DOES.test(text.slice(at)) ? best : null
}
