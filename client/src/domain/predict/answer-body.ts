// Reads the text of an answer as JSON, whatever its content type says (seldon-facts §7.5).
import { parseJson } from "../json/index.ts";
export interface AnswerBody {
  /** `undefined` where the text is no JSON. */
  readonly value: unknown;
  /** Python wrote `NaN` or `Infinity`, which JSON has not; `null` stands there now. */
  readonly hasNotANumber: boolean;
}

/** Executor errors are JSON sent as text/plain; the Python servers write NaN as Python does. */
export function readBody(text: string): AnswerBody {
  const value = parsed(text);
  if (value !== undefined || !/NaN|Infinity/.test(text)) return { value, hasNotANumber: false };
  const repaired = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, token =>
    token.startsWith('"') ? token : "null",
  );
  const second = parsed(repaired);
  return { value: second, hasNotANumber: second !== undefined };
}

/** No answer of a model is nested deeper, and what walks through it need not fear for its stack. */
const DEEPEST = 200;

function parsed(text: string): unknown {
  const value = parseJson(text);
  return isTooDeep(value) ? undefined : value;
}

function isTooDeep(value: unknown): boolean {
  let level = isContainer(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(container => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
