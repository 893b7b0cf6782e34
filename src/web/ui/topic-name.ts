/** A topic as people write it: 'reinforcement-learning' is 'Reinforcement learning'. */
export function topicName(topic: string): string {
  const words = topic.replaceAll('-', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
