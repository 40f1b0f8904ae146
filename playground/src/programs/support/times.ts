// Time stamps as the programs write them.

/** Go's `log` package, and so rclone: `2026/03/01 12:00:05`. */
export function goLogTime(milliseconds: number): string {
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

/** MLflow: `2026/03/01 12:00:05`, the same as Go's. */
export const mlflowTime = goLogTime;

function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
}
