// Errors in the operator's own words.

/** A manifest that the operator cannot turn into objects. The message becomes `status.description` (seldon-facts §10.1). */
export class OperatorError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OperatorError";
  }
}
