import type { Word } from '../words.ts'

/**
 * Abbreviations of whole fields and units: anybody's, never the name of what a paper introduces.
 * Plurals are covered by dropping a final s.
 */
const COMMON = new Set(
  `AI AGI ML DL NLP NLU NLG CV RL RLHF RLVR DPO PPO GRPO SFT LLM LM MLLM LMM VLM LVLM VLA PLM PTM LLVM VFM DNN FFN CNN RNN LSTM GRU GNN GAN VAE ViT
  MoE MLP SVM PCA MCMC EM QA VQA VLP RAG CoT ICL PEFT LoRA API APIs GPU TPU CPU NPU FPGA RAM HBM SSD IoT OS UI GUI KV SGD ADAM FLOP FLOPS
  SOTA SoTA OOD IID KL MSE MAE PSNR SSIM FID BLEU ROUGE F1 AUC ROC mAP IoU MRI CT EEG ECG EHR ICU PDF HTML JSON XML SQL XAI RSS CFD FEM HMM GCN CRF SSM PRM KNN k-NN SRAM DRAM TSFM
  MTL SoK DRL MARL SSL TTA TTT DiT IDS PID SNN SNNs UNet U-Net RMSE MAPE BPE CTC SfM CFG DAG CAD DoF SDR WiFi Wi-Fi AMR SAE VAEs UD MAS MCP NAS AHD SR PAS LSH FNO WER CER
  Word2Vec word2vec seq2seq Seq2Seq BERTScore BM25 F1-score F1-Score C++ LiDAR EHRs
  URL USA US UK EU UN COVID-19 COVID DNA RNA PDE ODE SDE 2D 3D 4D RGB RGB-D HDR SLAM ASR TTS OCR NER POS MT NMT IR T2I T2V I2V V2X
  AR VR XR HCI SDK IDE CI CD MDP POMDP MCTS NP PTIME SAT SMT BFS DFS LP MIP DP FL FFT MIMO OFDM BS UAV UE SINR SNR WSN SDN NFV DoS
  FPN PSO GA ACO FPTAS PTAS ACR MPC EKF UKF ILP MILP LQR RRT SIFT HOG LDA GP GMM DWT DCT SDP ADMM IMU GPS DSP
  IR II III IV KG KB CF PTQ QAT STEM MCQ CLI CUDA EM NeRF`.split(/\s+/),
)

/** Models, datasets and tools that many papers start from. A name that contains one more part (MapNet-MORE) is not these. */
const FAMOUS =
  /^(?:gpt|chatgpt|gpt-[\d.]+\w*|o1|o3|bert|roberta|llama|llama-?[\d.]+\w*|llama-?[\d.]*-\d+b.*|mistral|mixtral|qwen|qwen-?[\d.]+.*|gemma|gemini|claude|phi-[\d.]+|deepseek|deepseek-r1|deepseek-v3|t5|opt|bloom|vicuna|alpaca|clip|dino|dinov2|dinov3|sam|imagenet|imagenet-\w+|coco|ms-coco|cifar-?\d+|mnist|squad|glue|superglue|mmlu|gsm8k|math|humaneval|mbpp|wikipedia|wikidata|wordnet|twitter|reddit|github|huggingface|pytorch|tensorflow|transformer|transformers|resnet\S*|vit|openai|google|microsoft|meta|nvidia|deepmind|youtube|linux|android|python|java|english|chinese|german|french|bayesian|gaussian|markov|monte|carlo)$/i

/** How much a word looks like a name: 3 never an ordinary word (CamelCase, digits, TeX), 2 capitals only, 1 capitalised, 0 not. */
export function nameShape(word: Word): 0 | 1 | 2 | 3 {
  if (!MAY_BE_NAME.test(word.text)) return 0
  const text = bare(word.text).replace(/^\$/, '')
  if (!/^[A-Za-z\d\\]/.test(text) || QUANTITY.test(text) || /^[^(]*\)/.test(text)) return 0
  if (text.length < 2 || text.length > LONGEST_NAME || URL.test(text))
    return text.length === 1 && /[A-Z]/.test(text) ? 1 : 0
  if (/^\\[a-z]{3,}$/i.test(text) && !TEX_COMMANDS.has(text.slice(1).toLowerCase())) return 3
  if (!/[A-Za-z]/.test(text) || isCommon(text)) return 0
  if (/^[A-Za-z]+[_^]\{?\\?[A-Za-z0-9]/.test(text)) return /[()]/.test(text) ? 0 : 3 // "g^{O(g)}" is a bound
  if (ORDINARY.test(text)) return 0
  if (!/[A-Z]/.test(text)) return /^[a-z]{3,}\d[a-z]{3,}$/.test(text) ? 3 : 0
  if (/^\d/.test(text))
    return /^\d+[A-Z](?:[a-z]{2,}|[A-Za-z]*-[A-Z\d])/.test(text) && !/-[a-z]/.test(text) ? 3 : 0 // 4M-21; not 4TB, 3D
  if (text.includes('-') && text.split('-').every((part) => COMMON.has(part) || PREFIX.test(part)))
    return 0 // long-CoT, zero-shot
  if (
    /[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d|\d[A-Z]|[A-Za-z]\+/.test(text.replace(/s$/, '')) &&
    !ORDINARY.test(text)
  )
    return 3
  const parts = text.split('-')
  if (
    parts.length > 1 &&
    parts.every((p) => /^(?:[A-Z]|\d|[a-z]{1,3}$)/.test(p)) &&
    parts.some((p) => /[A-Z]{2}|\d/.test(p))
  ) {
    return 3
  }
  if (/^[A-Z]{2,}(?:-[A-Z]+)*s?$/.test(text)) return 2
  if (
    parts.length === 2 &&
    parts.every((part) => /^[A-Z][a-z]{2,}\w*$/.test(part)) &&
    !PREFIX.test(parts[0]!) &&
    !/(?:ed|ing|ical|ional|ive)$/.test(parts[1]!)
  )
    return 2
  return /^[A-Z]/.test(text) ? 1 : 0
}

/** Most words fail this and cost no more. */
const MAY_BE_NAME = /[A-Z\d\\]/

const LONGEST_NAME = 48
/** "$\sim$543K frames", "$\rightarrow$ LLM" */
const QUANTITY = /^\\(?:sim|approx|pm|times|leq?|geq?|to|[a-zA-Z]*arrow)(?![A-Za-z])/
const URL = /:\/\/|^www\.|@|^\d+\)|\.(?:com|org|io|net|edu)\b/
const TEX_COMMANDS = new Set(
  'textit textbf texttt textsc emph mathbf mathcal mathrm href url cite citep citet footnote times sim approx alpha beta gamma delta epsilon varepsilon lambda sigma theta mu pi tau phi psi omega leq geq pm ldots dots cdot infty frac sqrt sum log ell in to ref label item begin end mathbb left right widetilde tilde hat bar rho eta kappa chi zeta nu xi model method ours name system approach framework dataset benchmark'.split(
    ' ',
  ),
)

/** Hyphened ordinary compounds: LLM-based, GPT-like, AI-driven, Mixture-of-Experts. */
const ORDINARY =
  /-(?:based|driven|like|style|powered|generated|specific|level|free|aware|augmented|enhanced|guided|trained|tuned|tuning|only|hard|complete|agnostic|as|of|in|to|oriented|related|centric|enabled|assisted|supervised|language|text|image|world|time|shot|step|source|end|grained|the|and|for|judge|weighted)\b/i

/** First halves of ordinary compounds, capitalised in titles: Self-Supervised, Cross-Domain. */
const PREFIX =
  /^(?:self|cross|pre|multi|large|small|zero|few|one|two|three|low|high|semi|long|short|open|closed|post|non|end|real|fine|inter|intra|sub|super|hyper|meta|over|under|well|state|text|image|video|vision|audio|speech|data|model|task|domain|human|test|train|graph|time|token|word|sentence|document|question|chain|mixture|monte|kullback|gauss|hamilton|best|near|light|full|half|out|in|on|off|plug|step|fast|slow|deep|neural|federated|markov|quasi|pseudo|co|anti|counter|micro|macro|auto|bi|tri|uni|mono|poly|top|bottom|left|right|large-scale|mean|max|min|worst|average)$/i

export function isCommon(text: string): boolean {
  const singular = text.replace(/s$/, '')
  return COMMON.has(text) || COMMON.has(singular) || FAMOUS.test(text)
}

/** Without the possessive and the emphasis of TeX, and out of the dollars of a formula, but not of half of one: "Net$^2$". */
export const bare = (text: string) =>
  DRESSED.test(text)
    ? text
        .replace(/^\$([^$]*)\$$/, '$1')
        .replace(/^[^$]*\$[^$]*$/, (dangling) => dangling.replace(/^\$|\$$/, ''))
        .replace(/['’]s?$/, '')
        .replace(/^\\(?:text[a-z]{2}|emph)\{([^{}]+)\}$/, '$1')
    : text

const DRESSED = /[$'’\\]/

/** Nouns that stand behind a name and say what it is: "the LOAM paradigm". */
export const CLASS_NOUN =
  /^(?:frameworks?|methods?|approach|approaches|models?|datasets?|benchmarks?|systems?|algorithms?|paradigms?|architectures?|libraries|library|toolkits?|tools?|platforms?|pipelines?|corpus|corpora|techniques?|strategy|strategies|mechanisms?|modules?|networks?|series|family|suite|environments?|simulators?|agents?|llms?|mllms?|vlms?|lvlms?|llm|language|protocols?|engines?|solutions?|optimi[sz]ers?|dataloaders?|package|software|challenge|collection|transformers?|encoders?|decoders?|estimators?|procedure|workflow|testbed|infrastructure|toolbox|compiler|language|metrics?|test|operator|schemes?|assistants?|loss|tokenizer|training)$/
