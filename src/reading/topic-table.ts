/**
 * The topics of the catalogue and the phrases by which a paper shows that it belongs to one.
 *
 * Phrases are small letters, hyphens are spaces, a final s is left out, and a `*` ends a beginning of a word.
 * Behind a `~` stand phrases that many papers use in passing: they count less.
 */
export const TOPICS: Record<string, string> = {
  'distributed-training': `distributed training, distributed learning, parallel training, data parallel*, model parallel*,
    pipeline parallel*, tensor parallel*, context parallel*, parallelism, gpu cluster, federated, decentralized, communication overhead,
    multi node, large scale training, training framework, supercomputer, training infrastructure, heterogeneous cluster
    ~ cluster, infrastructure, gpu, communication`,
  'expert-ensembles': `expert language model, expert model, domain expert, composition of expert, model assembl*,
    model merging, expert ensemble, independent expert ~ ensemble`,
  'mixture-of-experts': 'mixture of expert, moe, sparse expert, router ~ routing',
  'training-efficiency': `training cost, training time, training speed, training efficiency, efficient training, efficient pre training,
    cost of training, training acceleration, accelerating training, accelerate training, model growth, memory efficient, gpu memory,
    memory usage, memory consumption, memory footprint, memory optimization, compute budget, computing cost,
    flop utilization, cost effective, training budget, save* training ~ speedup, budget, utilization, computational cost, training token, compute`,
  'inference-serving': `inference speed, inference latency, inference acceleration, inference efficien*, inference system, inference cost,
    inference time, serving, latency, throughput, edge device, speculative decoding, kv cache, on device, efficient inference,
    resource constrained, constrained hardware, model inference ~ deployment, deploying, inference, hardware`,
  compression: `quantiz*, quantis*, pruning, pruned, model compression, compression, compact language model, low bit, sparsification, parameter sharing ~ compress*`,
  distillation: 'distill*, teacher, student model, imitation learning ~ student',
  'scaling-laws': `scaling law, power law, scaling behavio*, performance scaling, performance prediction, predict performance,
    emergent abilit* ~ scaling, model size`,
  pretraining: `pre training, pretraining, from scratch, pre trained from scratch, pretrain*, pre train, training corpus, next token prediction ~ pre trained, foundation model, base model`,
  'continual-learning': `continual pre training, continual pretraining, continual learning, continuous pre training, continual*, catastrophic forgetting,
    lifelong, domain adaptive, continually, continuous pretraining, forgetting ~ adaptation, adapting, domain specific`,
  'fine-tuning': `fine tun*, finetun*, instruction tun*, instruction following, sft, lora, adapter, preference optimization, preference tuning,
    preference alignment, peft, parameter efficient, dpo, instruction tuned ~ tuning, human preference`,
  'reinforcement-learning': `reinforcement learning, rl, rlhf, rlvr, ppo, grpo, policy gradient, policy optimization, reward model, q learning,
    monte carlo tree search, reinforced, actor critic, reward shaping ~ reward, policy`,
  reasoning:
    'reasoning, chain of thought, cot, mathematical, math, theorem proving, logical, self reflection ~ problem solving, think*',
  agents:
    'agent, agentic, multi agent, web navigation, gui, llm agent ~ planning, interactive environment, autonomous',
  'tool-use':
    'tool use, tool using, tool learning, tool calling, tool call, tool invocation, use tool, external tool, function call*, api call, toolset ~ tool, api',
  code: `code generation, code llm, code language model, code large language model, code completion, code understanding, code intelligence, programming language,
    software engineering, software testing, source code, coding agent, coding task, coding benchmark, coding problem, program synthesis, code related, code task ~ coding, programming, code corpora, stackoverflow, stack overflow, developer`,
  datasets: `new dataset, novel dataset, large scale dataset, dataset of, dataset comprising, dataset containing, dataset with, dataset consisting, multimodal dataset,
    introduce dataset, present dataset, high quality dataset, our dataset, corpus, annotated, the dataset, release data*, full dataset ~ dataset, annotation, corpora, collected from, crawl*`,
  'data-curation': `data curation, data filtering, data selection, data quality, data cleaning, data refin*, refine data, data mixture, data composition, data pruning, deduplication,
    filtering network, high quality data, curated data ~ curated, filtered, filtering, high quality, noise`,
  'synthetic-data': `synthetic data*, synthesi*, data generation, data synthesis, generated data, self instruct, synthetic sample, data augmentation, generating data, generate data,
    automatically generat*, self synthe* ~ synthetic, pseudo label, augment*, generated by`,
  evaluation: `benchmark for, benchmark to, benchmark designed, benchmarking, evaluation framework, evaluation suite, evaluation benchmark, new benchmark, novel benchmark,
    comprehensive benchmark, live benchmark, introduce benchmark, test suite, leaderboard, evaluate llm, evaluating llm, evaluate how, we evaluate, comprehensive evaluation, our benchmark, assess the, systematically evaluat* ~ benchmark, evaluation, assess*, evaluating, metric`,
  surveys:
    'survey, literature review, systematic review, comprehensive review, comprehensive overview, taxonomy, this review, we review, comprehensively review, systematic literature ~ overview, future direction, open problem',
  'vision-language': `vision language, vision and language, multimodal, multi modal, image text, text to image, mllm, vlm, lvlm, lmm, visual question, visual instruction,
    visual reasoning, vqa, captioning, video text, text to video, image caption, text image ~ visual, caption`,
  vision: `computer vision, vision model, image classification, image generation, image recognition, image segmentation, object detection, semantic segmentation, 3d, 4d, diffusion model,
    video generation, video editing, imagenet, gaussian splatting, visual perception, visual task, visual recognition, image synthesis, vision transformer, video model, vit ~ image, vision, video, scene, segmentation`,
  'domain-applications': `medic*, clinical, biomedical, patient, healthcare, telecom*, legal, law and, financ*, chemistry, chemical, molecul*, drug, biolog*, protein, education*, social science,
    materials science, agricultur*, stackoverflow, stack overflow, operations research, optimization modeling, optimization problem, document layout, document intelligence, e commerce, climate, robot*, scientific discovery ~ domain specific, student, real world application, vertical domain`,
  safety: `safety, adversarial, jailbreak*, privacy, toxic*, fairness, misuse, human value, attack, harmful, backdoor, watermark*, unlearning, machine generated, differential privacy,
    security, detector, privately ~ trustworth*, bias, robustness, alignment, ethical`,
  'long-context':
    'long context, long form, context length, context window, context size, long sequence, long text, long output, long horizon, ultra long, length extrapolation, longer context, long input, long generation',
  multilingual:
    'multilingual*, bilingual, cross lingual, machine translation, low resource language, chinese, french, arabic, german, korean, japanese, indic, hindi, many language, non english ~ translation, english',
  'small-models':
    'small language model, small model, smaller model, smaller language model, smaller llm, small llm, lightweight, tiny, compact language model, low parameter, small sized, tiny lm, billion parameter model ~ smaller, small number of parameter, 1b, 3b, 7b',
  'in-context-and-meta-learning':
    'in context, meta learn*, few shot, learning to learn, prompt engineering, meta train* ~ prompting, prompt',
  'knowledge-memory':
    'knowledge graph, knowledge base, knowledge enhanced, retriev*, external knowledge, rag, long term memory, memory bank, memory module, memory augmented, hallucinat*, factual*, world knowledge, external memory ~ memory, knowledge',
}
