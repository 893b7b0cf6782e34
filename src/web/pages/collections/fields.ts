import { html } from 'hono/html'
import {
  NOTE_LENGTH_MAX,
  VISIBILITIES,
  type Collection,
  type Visibility,
} from '../../../library/collection.ts'
import { formField } from '../../ui/form-field.ts'

const MEANING: Record<Visibility, string> = {
  public: 'Everybody can find and read it',
  unlisted: 'Whoever has its address can read it',
  private: 'Nobody else can read it',
}

/** The form in which a collection is described: a new one when `collection` is null. */
export function collectionFields(action: string, collection: Collection | null, problem?: string) {
  const chosen = collection?.visibility ?? 'private'
  return html`<form class="fields" method="post" action="${action}">
    ${formField()} ${problem ? html`<p class="mistake" role="alert">${problem}</p>` : ''}
    <p>
      <label for="title">Title</label>
      <input
        id="title"
        type="text"
        name="title"
        value="${collection?.title ?? ''}"
        required
        maxlength="200"
      />
    </p>
    <p>
      <label for="description">What it is about, if you like</label>
      <textarea id="description" name="description" rows="3" maxlength="${NOTE_LENGTH_MAX}">
${collection?.description ?? ''}</textarea>
    </p>
    <p>
      <label for="visibility">Who can see it</label>
      <select id="visibility" name="visibility">
        ${VISIBILITIES.map((visibility) => html`<option value="${visibility}" ${visibility === chosen ? 'selected' : ''}>${MEANING[visibility]}</option>`)}
      </select>
    </p>
    <button name="do" value="change">${collection ? 'Save' : 'Make it'}</button>
  </form>`
}
