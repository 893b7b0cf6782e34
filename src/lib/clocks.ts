/** Machines' clocks differ by less. What is written down for a moment further ahead was so by a clock that was wrong. */
export const CLOCKS_APART_MS = 300_000
