// Lets scripts look into parsed JSON without believing it.

/** The value's own entries; none where it is not an object. */
export function jsonObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
