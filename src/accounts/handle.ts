const HANDLE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const HANDLE_LENGTH_MIN = 2
const HANDLE_LENGTH_MAX = 30

/** Letters and digits that look like others, or like two others side by side. */
const LOOK_ALIKES: [RegExp, string][] = [
  [/-/g, ''],
  [/0/g, 'o'],
  [/[1i]/g, 'l'],
  [/5/g, 's'],
  [/8/g, 'b'],
  [/2/g, 'z'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
]

/** What a handle looks like at a glance: 'adm1n' and 'admin' have one shape. No two people have the same. */
export function handleShape(handle: string): string {
  return LOOK_ALIKES.reduce((shape, [look, alike]) => shape.replace(look, alike), handle)
}

/** Names that would speak for the site, or that its addresses use. */
const RESERVED = new Set(
  (
    'about abuse admin administrator anonymous api author broadsheet curator editor editors everyone former-reader help ' +
    'here info login logout mail me moderator moderators nobody null official operator postmaster press reader robot ' +
    'root security settings staff status support system team undefined user webmaster you'
  )
    .split(' ')
    .map(handleShape),
)

/** Why a text cannot be a handle, in words for whoever typed it. Null when it can. Whether it is free, the database knows. */
export function handleProblem(handle: string): string | null {
  if (handle.length < HANDLE_LENGTH_MIN || handle.length > HANDLE_LENGTH_MAX) {
    return `A handle has ${HANDLE_LENGTH_MIN} to ${HANDLE_LENGTH_MAX} characters.`
  }
  if (!HANDLE.test(handle)) {
    return 'A handle is made of the letters a to z, digits, and single hyphens between them.'
  }
  return RESERVED.has(handleShape(handle)) ? 'This handle is kept for the site itself.' : null
}

const SUFFIX_ALPHABET = 'acdefghjkmnpqrtuvwxy34679' // no two look alike, so neither do two suffixes

/** A handle for somebody who has not chosen one. It says nothing about them. `random` gives numbers in [0, 1). */
export function firstHandle(random: () => number): string {
  const letter = () => SUFFIX_ALPHABET[Math.floor(random() * SUFFIX_ALPHABET.length)]!
  return `reader-${Array.from({ length: 7 }, letter).join('')}`
}
