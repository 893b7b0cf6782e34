import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { matchReferences, REFERENCES_MAX, type Matches } from '../../../library/match.ts'
import { saveAll } from '../../../library/shelf-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { libraryNav } from '../../ui/library-nav.ts'
import { counted, number } from '../../ui/wording.ts'
import { formFields } from '../../visit/forms.ts'
import { signedInPerson } from '../../visit/visit.ts'

/** GET /library/import */
export function libraryImportPage(site: Site): Handler {
  return (c) => c.html(view(site, null))
}

/** POST /library/import: saves the papers of a reference list that are here, and names the others. */
export function importLibrary(site: Site): Handler {
  return async (c) => {
    const text = await sentList(c)
    if (text.trim() === '') return c.html(view(site, null, 'There was nothing in it.'), 422)

    const now = site.now()
    const matches = await matchReferences(site.db, text, now)
    const personId = signedInPerson(c).id
    await saveAll(site.db, personId, matches.paperIds, now)
    return c.html(view(site, matches))
  }
}

/** A file wins over what was pasted. */
async function sentList(c: Context): Promise<string> {
  const { file } = await c.req.parseBody()
  if (file instanceof File && file.size > 0) return file.text()
  return (await formFields(c, 'list')).list
}

const MISSING_SHOWN = 100

function view(site: Site, matches: Matches | null, problem?: string) {
  const content = html`<main id="content" class="page account">
    <h1>Import a library</h1>
    ${libraryNav(paths.libraryImport)} ${matches ? report(matches) : ''}
    <form
      class="fields"
      method="post"
      action="${paths.libraryImport}"
      enctype="multipart/form-data"
    >
      ${formField()}
      <p>
        A list in BibTeX, RIS, CSL-JSON or Zotero’s JSON, of at most ${number(REFERENCES_MAX)}
        papers and 250 kB. Papers in it that are here are saved; it adds none.
      </p>
      ${problem ? html`<p class="mistake" role="alert">${problem}</p>` : ''}
      <p>
        <label for="file">File</label>
        <input id="file" type="file" name="file" accept=".bib,.ris,.json,.txt" />
      </p>
      <p>
        <label for="list">Or paste the list</label>
        <textarea id="list" name="list" rows="8" spellcheck="false"></textarea>
      </p>
      <button>Import</button>
    </form>
  </main>`
  return layout(site, { title: 'Import a library' }, plainDateline(), content)
}

function report({ paperIds, missing, rejected, problem }: Matches) {
  return html`<section role="status">
    <p>
      ${counted(paperIds.length, 'paper')} saved. <a href="${paths.library()}">To your library</a>
    </p>
    ${problem ? html`<p class="mistake">${problem}</p>` : ''}
    ${rejected > 0 ? html`<p>${counted(rejected, 'reference')} could not be read as papers.</p>` : ''}
    ${missing.length > 0 ? missingList(missing) : ''}
  </section>`
}

function missingList(missing: string[]) {
  const more = missing.length - MISSING_SHOWN
  return html`<details>
    <summary>
      ${counted(missing.length, 'paper')} of the list ${missing.length === 1 ? 'is' : 'are'} not
      here
    </summary>
    <ul>
      ${missing.slice(0, MISSING_SHOWN).map((title) => html`<li>${title}</li>`)}
    </ul>
    ${more > 0 ? html`<p>And ${number(more)} more.</p>` : ''}
  </details>`
}
