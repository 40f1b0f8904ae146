// The severities by themselves, so that programs that have to start fast get them without loading zod.

/** From the worst on. */
export const SEVERITIES = ["error", "warning", "information", "hint"] as const;
