// Which endpoints are Services, as a pod resolves them.
import { expect, test } from "vitest";
import { addressOf, planStore, storeEnvironment, type StoreAddress } from "./index.ts";

function address(endpoint: string, provider = "Minio"): StoreAddress {
  const environment = storeEnvironment([
    ["RCLONE_CONFIG_S3_TYPE", "s3"],
    ["RCLONE_CONFIG_S3_PROVIDER", provider],
    ["RCLONE_CONFIG_S3_ENDPOINT", endpoint],
  ]);
  const plan = planStore({ modelUri: "s3://models/churn", environment });
  if (plan.kind !== "s3") throw new Error(plan.kind);
  return addressOf(plan, "seldon");
}

test.each([
  ["http://minio:9000", "seldon", true],
  ["http://minio.store:9000", "store", false],
  ["http://minio.store.svc:9000", "store", true],
  ["http://minio.store.svc.cluster.local:9000", "store", true],
  ["http://minio.store.svc.my-cluster.example:9000", "outside", true],
])("%s", (endpoint, namespace, isSure) => {
  const expected =
    namespace === "outside" ? { kind: "outside" } : { kind: "service", namespace, name: "minio", port: 9000, isSure };
  expect(address(endpoint)).toEqual(expected);
});

test("ports are the scheme's own where none is given", () => {
  expect(address("http://minio.store.svc")).toMatchObject({ port: 80 });
  expect(address("minio.store.svc")).toMatchObject({ port: 443 });
});

test("names and addresses of the world are outside", () => {
  for (const endpoint of ["https://s3.example.com", "http://10.0.0.7:9000", "http://[fd00::7]:9000"]) {
    expect(address(endpoint)).toEqual({ kind: "outside" });
  }
});

test("no Service has a name that begins with a bucket (F10)", () => {
  expect(address("http://minio.store.svc:9000", "AWS")).toEqual({ kind: "no-such-host" });
});
