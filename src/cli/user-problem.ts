/** What was asked for cannot be done with the people, or the lists, that there are. */
export class UserProblem extends Error {
  override name = 'UserProblem'
}
