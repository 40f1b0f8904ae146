// Passwords that guides to MinIO and Seldon print.

/** MinIO's own default, and that of its older guides and of Seldon's (S50). */
const DEFAULTS: ReadonlySet<string> = new Set(["minioadmin", "minio123"]);

export function isDefaultPassword(text: string): boolean {
  return DEFAULTS.has(text);
}
