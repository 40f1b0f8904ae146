// Half-open spans of text in UTF-16 code units, the only way positions are counted inside the engine.

/** Offsets `[start, end)` in UTF-16 code units, counted from the start of the text they belong to. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One replacement of text. An insertion has `start === end`. */
export interface Edit extends Range {
  readonly newText: string;
}

/** Mapping keys and sequence indices from the root of a document to a value. */
export type Path = readonly (string | number)[];
