// A finding of the language server, as far as it is shown here.

export interface ManifestProblem {
  readonly message: string;
  /** Id of the rule. */
  readonly code?: string | number | undefined;
  readonly severity?: 1 | 2 | 3 | 4 | undefined;
  /** Name of the manifest, where there are several. */
  readonly file?: string | undefined;
  readonly range: { readonly start: { readonly line: number } };
}
