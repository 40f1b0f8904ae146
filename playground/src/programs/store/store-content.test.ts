import { expect, test } from "vitest";
import { storeContent } from "./store-content.ts";

const MODEL = "3/5f2e8c1d9b7a4e6f8c0d2b4a6e8f0a1c/artifacts/model";

function keys(bucket: string, prefix: string): readonly string[] {
  return storeContent.objects(bucket, prefix).map(({ key }) => key);
}

test("a folder is listed with whole keys, and each can be read in its size", () => {
  const found = storeContent.objects("mlflow-artifacts", `${MODEL}/`);
  expect(found.map(({ key }) => key)).toContain(`${MODEL}/MLmodel`);
  for (const { key, size } of found) expect(storeContent.read("mlflow-artifacts", key)?.length).toBe(size);
});

test("the folder of a run holds its model one level below", () => {
  expect(keys("mlflow-artifacts", MODEL.replace(/model$/, ""))).toContain(`${MODEL}/MLmodel`);
});

test("a file is an object, and no folder", () => {
  expect(keys("mlflow-artifacts", `${MODEL}/MLmodel`)).toEqual([`${MODEL}/MLmodel`]);
  expect(keys("mlflow-artifacts", `${MODEL}/MLmodel/`)).toEqual([]);
  expect(storeContent.read("mlflow-artifacts", MODEL)).toBeUndefined();
});

test("what is not there is empty, and other buckets are not there", () => {
  expect(keys("mlflow-artifacts", "3/no-such-run/artifacts/model/")).toEqual([]);
  expect(storeContent.hasBucket("mlflow-artifact")).toBe(false);
  expect(storeContent.buckets()).toContain("mlflow-artifacts");
});
