/** How often programs of one network may ask within a window. */
export interface RateRule {
  bucket: string // its name, for the headers
  quota: number // answers a window; 0: no limit
}

/** Where a network stands after a question. */
export interface Standing {
  remaining: number
  resetsIn: number // seconds, rounded up
  isOver: boolean // this question is one too many
}

export const WINDOW_S = 300 // by the contract
const NETWORKS_MAX = 100_000 // some 20 MB; beyond that the oldest windows are forgotten, in favour of their networks

export type Count = (network: string, rule: RateRule) => Standing

/** Counts questions in fixed windows, each beginning with the first question of its network. */
export function rateCounter(now: () => Date, networksMax = NETWORKS_MAX): Count {
  const windows = new Map<string, { ends: number; asked: number }>() // the oldest first
  return (network, { bucket, quota }) => {
    const at = now().getTime()
    const key = `${bucket} ${network}`
    let window = windows.get(key)
    if (!window || window.ends <= at) {
      windows.delete(key)
      window = { ends: at + WINDOW_S * 1000, asked: 0 }
      windows.set(key, window)
      if (windows.size > networksMax) windows.delete(windows.keys().next().value!)
    }
    window.asked++
    return {
      remaining: Math.max(0, quota - window.asked),
      resetsIn: Math.ceil((window.ends - at) / 1000),
      isOver: window.asked > quota,
    }
  }
}
