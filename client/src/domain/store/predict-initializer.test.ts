// Ends of the init container that no small server can bring about; the others are in test/integration/stores.
import { expect, test } from "vitest";
import { planStore, predictInitializer, storeEnvironment, type S3Plan, type StoreAnswer } from "./index.ts";

function minioPlan(): S3Plan {
  const environment = storeEnvironment([
    ["RCLONE_CONFIG_S3_TYPE", "s3"],
    ["RCLONE_CONFIG_S3_PROVIDER", "Minio"],
    ["RCLONE_CONFIG_S3_ENDPOINT", "http://minio.minio.svc:9000"],
  ]);
  const plan = planStore({ modelUri: "s3://models/churn", environment });
  if (plan.kind !== "s3") throw new Error(plan.kind);
  return plan;
}

test.each([
  ["a refused connection", { reason: "connection-refused" }, { kind: "fails", mode: "F08", exitCode: 1 }],
  ["a store in trouble", { reason: "store-trouble", status: 503 }, { kind: "unknown" }],
  ["a time-out", { reason: "timeout" }, { kind: "unknown" }],
  ["a cut connection", { reason: "connection-lost" }, { kind: "unknown" }],
] as const)("%s", (_, failure, outcome) => {
  expect(predictInitializer(minioPlan(), { kind: "failure", words: "", ...failure })).toMatchObject(outcome);
});

test("a list that was cut is copied all the same, and its count is a part", () => {
  const answer: StoreAnswer = { kind: "listed", files: [{ path: "MLmodel", size: 7 }], isComplete: false };
  const outcome = { kind: "copies", exitCode: 0, files: 1, bytes: 7, isComplete: false };
  expect(predictInitializer(minioPlan(), answer)).toEqual(outcome);
  expect(predictInitializer(minioPlan(), { ...answer, files: [] })).toMatchObject({ kind: "copies", files: 0 });
});
