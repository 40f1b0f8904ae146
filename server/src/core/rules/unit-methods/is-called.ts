// Whether anything of a unit makes the executor call its container.
import { UNIT_METHODS, type Unit } from "../../model/index.ts";

const CALLED_TYPES: ReadonlySet<string> = new Set(["MODEL", "ROUTER", "COMBINER", "TRANSFORMER", "OUTPUT_TRANSFORMER"]);

/** True for the types that the executor turns into a call (seldon-facts §7.6); UNKNOWN_TYPE works like none (F59). */
export function isCalledType(type: string | undefined): boolean {
  return type !== undefined && CALLED_TYPES.has(type);
}

/** The names in `methods` that the executor knows. */
export function calledMethods(unit: Unit): readonly string[] {
  const methods = unit.at.key("methods").items();
  return UNIT_METHODS.filter(known => methods.some(method => method.string() === known));
}

/** True where type or methods make the executor call the unit's container, whatever the implementation is (S30 [ran]). */
export function isCalled(unit: Unit): boolean {
  return isCalledType(unit.type) || calledMethods(unit).length > 0;
}
