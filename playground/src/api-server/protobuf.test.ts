// Bodies that kubectl 1.32 has sent (recorded), and what they say.
import { expect, test } from "vitest";
import { readProtobuf } from "./protobuf.ts";

const RECORDED = {
  configMap: "azhzAAoPCgJ2MRIJQ29uZmlnTWFwEh0KEwoCY20SABoBeCIAKgAyADgAQgASBgoBYRIBYhoAIgA=",
  deployment:
    "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErEBChwKAWQSABoBeCIAKgAyADgAQgBaCAoDYXBwEgFkEoIBCAISCgoICgNhcHASAWQaagoaCgASABoAIgAqADIAOABCAFoICgNhcHASAWQSTBIuCgVuZ2lueBIFbmdpbngqADIKCgAQABhQIgAqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAoADgAGgAiAA==",
  quota:
    "azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRI9ChIKAXESABoBeCIAKgAyADgAQgASJQoLCgRwb2RzEgMKATEKFgoMcmVxdWVzdHMuY3B1EgYKBDUwMG0aABoAIgA=",
  secret: "azhzAAoMCgJ2MRIGU2VjcmV0Eh4KEgoBcxIAGgF4IgAqADIAOABCABIGCgFhEgFiGgAaACIA",
};
const read = (name: keyof typeof RECORDED): unknown => readProtobuf(Buffer.from(RECORDED[name], "base64"));

test("a ConfigMap", () => {
  expect(read("configMap")).toEqual({
    kind: "ConfigMap",
    apiVersion: "v1",
    metadata: { name: "cm", namespace: "x" },
    data: { a: "b" },
  });
});

test("a Secret has its bytes in base64", () => {
  expect(read("secret")).toMatchObject({ kind: "Secret", data: { a: "Yg==" } });
});

test("a ResourceQuota has amounts", () => {
  expect(read("quota")).toMatchObject({ spec: { hard: { pods: "1", "requests.cpu": "500m" } } });
});

test("a Deployment has its containers, and nothing that is only Go's zero", () => {
  const template = { metadata: { labels: { app: "d" } }, spec: { containers: [{ name: "nginx", image: "nginx" }] } };
  const found = read("deployment");
  expect(found).toMatchObject({
    apiVersion: "apps/v1",
    spec: { replicas: 2, selector: { matchLabels: { app: "d" } }, template },
  });
  expect(found).toMatchObject({ spec: { template: { spec: { containers: [{ ports: [{ containerPort: 80 }] }] } } } });
  expect(JSON.stringify(found)).not.toContain("hostPort");
});

test.each([Buffer.from("{}"), Buffer.from("k8s\0\u0001"), Buffer.alloc(0)])("other bytes are no object", bytes => {
  expect(readProtobuf(bytes)).toBeUndefined();
});
