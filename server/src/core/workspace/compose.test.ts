import { expect, test } from "vitest";
import { readWorkspaceFile } from "./read-file.ts";

test("a Compose file gives its services by name", () => {
  const text = "services:\n  minio:\n    image: minio/minio\n  mlflow:\n    image: mlflow\nvolumes: {}\n";
  for (const file of ["docker-compose.yml", "deploy/compose.dev.yaml"])
    expect(readWorkspaceFile(text, file)).toEqual([
      { kind: "ComposeService", name: "minio", file, line: 1 },
      { kind: "ComposeService", name: "mlflow", file, line: 3 },
    ]);
  expect(readWorkspaceFile(text, "other.yaml")).toEqual([]);
});
