// The index answers by kind and name, and keeps an answer as long as nothing in it changes.
import { expect, test } from "vitest";
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { WorkspaceIndex } from "./workspace-index.ts";

const minio: WorkspaceResource = { kind: "Secret", name: "minio", file: "minio.yaml", line: 3 };
const other: WorkspaceResource = { kind: "Secret", name: "other", file: "other.yaml", line: 3 };
const config: WorkspaceResource = { kind: "ConfigMap", name: "minio", file: "minio.yaml", line: 9 };

test("finds by kind, and by kind and name", () => {
  const index = WorkspaceIndex.of([minio, config, other]);
  expect(index.find({ kind: "Secret" })).toEqual([minio, other]);
  expect(index.find({ kind: "Secret", name: "minio" })).toEqual([minio]);
  expect(index.find({ kind: "Secret", name: "absent" })).toEqual([]);
  expect(index.inFile("minio.yaml")).toEqual([minio, config]);
});

test("an answer stays the same array while only other things change", () => {
  const index = WorkspaceIndex.of([minio, other]);
  const before = index.find({ kind: "Secret", name: "minio" });
  expect(index.replace("other.yaml", [])).toBe(true);
  expect(index.find({ kind: "Secret", name: "minio" })).toBe(before);
  expect(index.find({ kind: "Secret" })).toEqual([minio]);
  expect(index.replace("minio.yaml", [{ ...minio, keys: ["a"] }])).toBe(true);
  expect(index.find({ kind: "Secret", name: "minio" })).toEqual([{ ...minio, keys: ["a"] }]);
});

test("a file that says the same again changes nothing", () => {
  const index = WorkspaceIndex.of([minio]);
  expect(index.replace("minio.yaml", [{ ...minio }])).toBe(false);
  expect(index.find({ kind: "Secret" })[0]).toBe(minio);
});
