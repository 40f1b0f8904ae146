// Values that Kubernetes takes as a number or as text.
import * as z from "zod";

type IntegerOrString = z.ZodUnion<readonly [z.ZodInt, z.ZodString]>;

/** How the API server takes an amount apart; it looks at text only. */
const QUANTITY_PATTERN =
  "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

/** A whole number, or text such as a port's name or `50%`. */
export function integerOrString(): IntegerOrString {
  return z.union([z.int(), z.string()]).meta({ "x-kubernetes-int-or-string": true });
}

/** An amount such as `500m` or `2Gi`. The schema does not refuse text that is none: our rules say so with a place. */
export const Quantity = z.union([z.int(), z.string()]).meta({
  id: "Quantity",
  title: "Amount",
  description: "An amount such as `500m`, `2` or `4Gi`.",
  "x-kubernetes-int-or-string": true,
  pattern: QUANTITY_PATTERN,
});
