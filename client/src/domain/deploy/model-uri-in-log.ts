// The model's address in a training job's log (seed 004: "The job logs the model to MinIO and prints the s3:// URI").

/** Links that a log shows to people, and MLflow's own schemes, which no initializer can fetch from (S06). */
const NO_STORE: readonly string[] = [
  "http",
  "https",
  "file",
  "runs",
  "models",
  "mlflow-artifacts",
  "ftp",
  "ssh",
  "grpc",
  "tcp",
];

/** Characters at the end of a line that are looked at. */
const LONGEST_LINE = 4_096;

/**
 * Addresses that stand at the end of a line, such as `s3://bucket/3/0f/artifacts/model`; the latest first, each once.
 * @param lines oldest first
 */
export function modelUrisInLog(lines: readonly string[]): string[] {
  const found = lines.flatMap(line => modelUriAtEnd(line) ?? []);
  return [...new Set(found.reverse())];
}

function modelUriAtEnd(line: string): string | undefined {
  const end = line.slice(-LONGEST_LINE).replace(/[\s"'`.,;)\]}]+$/, "");
  const [, uri, scheme = ""] = /(?:^|[\s"'`=(\[{:])(([a-z][a-z0-9+.-]*):\/\/[^\s"'`<>]+)$/i.exec(end) ?? [];
  return uri === undefined || NO_STORE.includes(scheme.toLowerCase()) ? undefined : uri;
}
