// Which contexts are protected, by the patterns of the setting `seldon.protectedContexts`.

/** @param patterns names in which `*` stands for any text; upper and lower case count as the same */
export function isProtected(context: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => asExpression(pattern).test(context));
}

function asExpression(pattern: string): RegExp {
  const parts = pattern.split("*").map(part => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "is");
}
