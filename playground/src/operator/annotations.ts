// Annotations that steer the operator (seldon-facts §6).
import type { SeldonDeployment } from "../kubernetes/seldon-types.ts";
import { OperatorError } from "./operator-error.ts";

/** From `spec.annotations`, else from the metadata's. */
export function annotation(sdep: SeldonDeployment, key: string, fallback: string): string {
  return sdep.spec?.annotations?.[key] ?? sdep.metadata.annotations?.[key] ?? fallback;
}

/** An annotation that must be an integer. Throws in the words of Go's parser. */
export function integerAnnotation(sdep: SeldonDeployment, key: string, fallback: number): number {
  return parseInteger(annotation(sdep, key, String(fallback)));
}

/** Reads an integer as Go's `strconv.Atoi` does. Throws in its words. */
export function parseInteger(text: string): number {
  if (!/^[+-]?[0-9]+$/.test(text)) throw new OperatorError(integerProblem(text));
  return Number(text);
}

export function isInteger(text: string): boolean {
  return /^[+-]?[0-9]+$/.test(text);
}

export function integerProblem(text: string): string {
  return `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
}

/** The executor has a pod of its own. Read from `spec.annotations` only. */
export function isExecutorSeparate(sdep: SeldonDeployment): boolean {
  return sdep.spec?.annotations?.["seldon.io/engine-separate-pod"]?.toLowerCase() === "true";
}
