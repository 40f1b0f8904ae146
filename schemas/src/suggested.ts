// Values an editor proposes where the API server takes any string.
import * as z from "zod";

/** A string for which values are proposed, each with a sentence on what it does. Nothing is refused. */
export function suggested(values: Readonly<Record<string, string>>): z.ZodUnion<readonly [z.ZodEnum, z.ZodString]> {
  const proposals = z.enum(Object.keys(values)).meta({ enumDescriptions: Object.values(values) });
  return z.union([proposals, z.string()]);
}
