/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// Keys for lists, for readers who want them. Everything they do can be done without.
const OFF = 'keys-off'
const HELP: [string, string][] = [
  ['j', 'next paper'],
  ['k', 'previous paper'],
  ['o', 'open the paper'],
  ['/', 'search'],
  ['?', 'this help'],
]

const links = () => [...document.querySelectorAll<HTMLAnchorElement>('.card h2 a')]

// Browsers that keep no data of sites throw here: then the choice lasts until the page is left.
let offHere = false

function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null
  } catch {
    return offHere
  }
}

function turn(off: boolean): void {
  offHere = off
  try {
    if (off) localStorage.setItem(OFF, '')
    else localStorage.removeItem(OFF)
  } catch {
    // offHere has it
  }
}

/** The card that is worked on: of what has the focus, else of what the address names. */
const cardAtHand = () =>
  document.activeElement?.closest('.card') ?? document.querySelector('.card:target')

function step(by: number): void {
  const all = links()
  const card = cardAtHand()
  const at = all.findIndex((link) => card?.contains(link))
  const next = all[at < 0 ? (by > 0 ? 0 : -1) : at + by]
  next?.focus()
  next?.scrollIntoView({ block: 'center' })
}

const ACTIONS: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  o: () => cardAtHand()?.querySelector<HTMLElement>('h2 a')?.click(),
  '/': () => document.querySelector<HTMLInputElement>('.search input')?.select(),
  '?': showHelp,
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  )
}

document.addEventListener('keydown', (event) => {
  const { key, target, defaultPrevented, ctrlKey, metaKey, altKey, isComposing } = event
  if (defaultPrevented || ctrlKey || metaKey || altKey || isComposing) return
  if (isOff() || isTyping(target) || document.querySelector('dialog[open]')) return
  const action = Object.hasOwn(ACTIONS, key) ? ACTIONS[key] : ownAction(key)
  if (!action) return
  event.preventDefault()
  action()
})

/** What a button or field of the card at hand does by this key: `data-key` names it. */
function ownAction(key: string): (() => void) | undefined {
  const marked = cardAtHand()?.querySelectorAll<HTMLElement>('[data-key]') ?? []
  const meant = [...marked].find(({ dataset }) => dataset['key'] === key)
  return meant && (() => (meant.matches('input') ? meant.focus() : meant.click()))
}

function element(name: string, text: string, ...children: Node[]): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  made.append(...children)
  return made
}

function button(text: string, press: () => void): HTMLElement {
  const made = element('button', text)
  made.addEventListener('click', press)
  return made
}

function showHelp(): void {
  const dialog = document.createElement('dialog')
  const heading = element('h2', 'Keys')
  heading.id = 'keys'
  dialog.className = 'keys'
  dialog.setAttribute('aria-labelledby', 'keys')
  const rows = HELP.flatMap(([key, does]) => [
    element('dt', '', element('kbd', key)),
    element('dd', does),
  ])
  const turnKeys = button(isOff() ? 'Turn keys on' : 'Turn keys off', () => {
    turn(!isOff())
    dialog.close()
  })
  dialog.append(
    heading,
    element('dl', '', ...rows),
    button('Close', () => dialog.close()),
    turnKeys,
  )
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

document.querySelector('.colophon')?.append(button('Keys', showHelp))
