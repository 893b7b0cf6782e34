// Passkeys need script: forms marked with data-passkey stay hidden without it. The device makes or uses a key, and
// what it answers is sent as an ordinary form.

const forms = document.querySelectorAll<HTMLFormElement>('form[data-passkey]')
const isSupported =
  'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential

for (const form of forms) {
  if (!isSupported) continue
  form.hidden = false
  form.addEventListener('submit', (event) => {
    const answer = form.querySelector<HTMLInputElement>('input[name="answer"]')!
    if (answer.value !== '') return
    event.preventDefault()
    void ask(form).then(
      (credential) => {
        answer.value = JSON.stringify(credential)
        form.submit()
      },
      (error: unknown) => tell(form, error),
    )
  })
}

async function ask(form: HTMLFormElement): Promise<unknown> {
  const options = `${form.action}/options`
  const response = await fetch(options, {
    method: 'POST',
    body: new URLSearchParams(fieldsOf(form)),
  })
  if (!response.ok) throw new Error(String(response.status))
  const json = await response.json()
  const credential =
    form.dataset['passkey'] === 'make'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json),
        })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no key')
  return credential.toJSON()
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const token = form.querySelector<HTMLInputElement>('input[name="form"]')
  return token ? { form: token.value } : {}
}

/** Who changes their mind is told nothing: they know. */
function tell(form: HTMLFormElement, error: unknown): void {
  const problem = form.querySelector<HTMLElement>('[role="status"]')!
  const isChange = error instanceof DOMException && error.name === 'NotAllowedError'
  problem.textContent = isChange ? '' : 'That did not work. Please try again.'
}
