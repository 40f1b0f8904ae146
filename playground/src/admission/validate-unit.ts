// What the webhook says of a graph's units: rules R10 to R15 of seldon-facts §2.2.
import type { FieldError } from "../kubernetes/objects.ts";
import { invalid } from "./webhook-errors.ts";
import { isPrepackaged, type UnitView } from "./webhook-view.ts";

/** What units are held against. */
export interface UnitContext {
  readonly images: ReadonlyMap<string, string>;
  readonly protocol: string;
  readonly servers: ReadonlySet<string>;
}

/** Servers that cannot stand behind protocol tensorflow, whatever their image. */
const NOT_FOR_TENSORFLOW: ReadonlySet<string> = new Set([
  "SKLEARN_SERVER",
  "XGBOOST_SERVER",
  "MLFLOW_SERVER",
  "HUGGINGFACE_SERVER",
]);

const NO_METHODS =
  "Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines";

/** Mistakes of a unit and all below it. A child's path appends its index to its parent's, with no `.children` between. */
export function validateUnit(unit: UnitView, path: string, context: UnitContext): FieldError[] {
  const { implementation = "UNKNOWN_IMPLEMENTATION" } = unit;
  const messages = implementation === "UNKNOWN_IMPLEMENTATION" ? ownUnit(unit, context) : [];
  if (isPrepackaged(implementation)) messages.push(...prepackagedUnit(unit, implementation, context));
  const errors = messages.map(message => invalid(path, unit.name, message));
  if (unit.loggerMode === "") errors.push(invalid(path, "", "No logger mode specified"));
  return [...errors, ...unit.children.flatMap((child, index) => validateUnit(child, `${path}[${index}]`, context))];
}

/** R10, R11. */
function ownUnit(unit: UnitView, { images }: UnitContext): string[] {
  return [
    ...(images.has(unit.name) ? [] : ["Can't find container for Predictive Unit"]),
    ...(unit.type === "UNKNOWN_TYPE" && !unit.hasMethods ? [NO_METHODS] : []),
  ];
}

/** R12, R13, R14. */
function prepackagedUnit(unit: UnitView, implementation: string, context: UnitContext): string[] {
  const { images, protocol, servers } = context;
  const hasImage = (images.get(unit.name) ?? "") !== "";
  return [
    ...(unit.modelUri === "" && implementation !== "HUGGINGFACE_SERVER"
      ? ["Predictive unit modelUri required when using standalone servers"]
      : []),
    ...(protocol === "tensorflow" && NOT_FOR_TENSORFLOW.has(implementation)
      ? [`Prepackaged server does not handle tensorflow protocol ${implementation}`]
      : []),
    ...(hasImage || servers.has(implementation) ? [] : [`No entry in predictors map for ${implementation}`]),
  ];
}
