// Time stamps as the programs write them.

/** Go's `log` package, so rclone and the executor, and MLflow: `2026/03/01 12:00:05`. */
export function slashedTime(milliseconds: number): string {
  return isoSeconds(milliseconds).replaceAll("-", "/");
}

/** Python's logging: `2026-03-01 12:00:05,123`. */
export function pythonLogTime(milliseconds: number): string {
  return `${isoSeconds(milliseconds)},${new Date(milliseconds).toISOString().slice(20, 23)}`;
}

/** Gunicorn: `2026-03-01 12:00:05 +0000`. */
export function gunicornTime(milliseconds: number): string {
  return `${isoSeconds(milliseconds)} +0000`;
}

function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
}
