import type { Context, Handler } from 'hono'
import {
  CorrectionError,
  type CorrectedKind,
  type Correction,
} from '../../../../catalogue/correction.ts'
import { listCorrections } from '../../../../catalogue/correction-store.ts'
import {
  findPaperFindings,
  type PaperFindings,
} from '../../../../catalogue/paper-findings-store.ts'
import { isCorrectedKind } from '../../../../catalogue/report.ts'
import { correctFindings, takeBackCorrection } from '../../../../community/correct-finding.ts'
import type { Paper } from '../../../../papers/paper.ts'
import { findPaper } from '../../../../papers/store.ts'
import { paths } from '../../../paths.ts'
import type { Site } from '../../../site.ts'
import { formFields } from '../../../visit/forms.ts'
import { cameFrom } from '../../../visit/own-path.ts'
import { signedInPerson } from '../../../visit/visit.ts'
import { problemPage, unknownPaper } from '../../not-found.ts'
import { correctionOf, FIELDS, TOPIC_FIELDS, topicCorrections } from './correction-fields.ts'
import { correctView } from './correct-view.ts'

/** GET /correct/:id, for curators: all that was read of a paper, to be corrected. */
export function correctPage(site: Site): Handler<object, '/correct/:id{.+}'> {
  return async (c) => {
    const id = c.req.param('id')
    const paper = await findPaper(site.db, id)
    const findings = paper && (await findPaperFindings(site.db, id))
    if (!findings) return unknownPaper(c, site, id)
    return c.html(correctView(site, paper, findings, await listCorrections(site.db, id)))
  }
}

/** POST /correct/:id: corrects one finding, or takes a correction back. Leads back to the page that held the form. */
export function takeCorrection(site: Site): Handler<object, '/correct/:id{.+}'> {
  return async (c) => {
    const id = c.req.param('id')
    const paper = await findPaper(site.db, id)
    const shown = paper && (await findPaperFindings(site.db, id))
    const { kind, quote, action } = await formFields(c, 'kind', 'quote', 'action')
    if (!shown || !isCorrectedKind(kind)) return unknownPaper(c, site, id)
    try {
      await (action === 'back'
        ? takeBackCorrection(site.db, id, { kind, quote }, site.now())
        : correctFindings(site.db, id, await sentCorrections(c, kind, paper, shown), {
            person: signedInPerson(c).id,
            at: site.now(),
          }))
    } catch (error) {
      if (!(error instanceof CorrectionError)) throw error
      return c.html(problemPage(site, 'This cannot be so', error.message), 422)
    }
    return c.redirect(cameFrom(c) ?? paths.correct(id), 303)
  }
}

async function sentCorrections(
  c: Context,
  kind: CorrectedKind,
  paper: Paper,
  shown: PaperFindings,
): Promise<Correction[]> {
  return kind === 'topic'
    ? topicCorrections(await formFields(c, ...TOPIC_FIELDS), shown)
    : [correctionOf(kind, await formFields(c, ...FIELDS), paper, shown)]
}
