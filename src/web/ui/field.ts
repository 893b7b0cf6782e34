import { html } from 'hono/html'

export interface Field {
  name: string // also the id
  label: string
  type?: 'text' | 'email'
  value?: string
  maxlength?: number
  autocomplete?: string
  required?: boolean
  problem?: string | undefined // why what was typed cannot be taken
}

/** A line to type in, with its label above it and, if there is one, its problem below it. */
export function field(given: Field) {
  const { name, label, type = 'text', value = '', maxlength = 254, autocomplete = 'off' } = given
  return html`<p>
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      type="${type}"
      name="${name}"
      value="${value}"
      maxlength="${maxlength}"
      autocomplete="${autocomplete}"
      autocapitalize="off"
      spellcheck="false"
      ${given.required === false ? '' : 'required'}
      ${given.problem ? html`aria-invalid="true" aria-describedby="${name}-problem"` : ''}
    />
    ${given.problem ? html`<span id="${name}-problem" class="mistake" role="alert">${given.problem}</span>` : ''}
  </p>`
}
