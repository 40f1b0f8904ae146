// Registered webhooks are asked over HTTPS: Seldon's own refuses in its words, and one that cannot be reached in the server's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAdmissionWebhook, type AdmissionWebhook } from "../admission/admission-webhook.ts";
import { webhookConfiguration } from "../admission/webhook-configuration.ts";
import { createCertificateAuthority, issue } from "../kubernetes/certificates.ts";
import { playgroundCrds } from "./crds/playground-crds.ts";
import { textAt, valueAt } from "../support/json.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
let webhook: AdmissionWebhook;
const WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
const path = (version: string): string =>
  `/apis/machinelearning.seldon.io/${version}/namespaces/default/seldondeployments`;

beforeAll(async () => {
  server = await startTestServer({ crds: playgroundCrds() });
  const authority = createCertificateAuthority("webhook-ca");
  const certificate = issue(authority, { commonName: "webhook", hosts: ["127.0.0.1"], validDays: 1 });
  webhook = await startAdmissionWebhook({ ...certificate, authority: authority.certificate });
  const { code } = await server.send("POST", WEBHOOKS, webhookConfiguration(webhook));
  expect(code).toBe(201);
});
afterAll(async () => {
  await webhook.close();
  await server.api.close();
});

const seldon = (version: string, name: string, traffic: number): object => ({
  apiVersion: `machinelearning.seldon.io/${version}`,
  kind: "SeldonDeployment",
  metadata: { name },
  spec: {
    predictors: [
      { name: "a", traffic, graph: { name: "m", implementation: "SKLEARN_SERVER", modelUri: "gs://b/m" } },
      { name: "b", traffic: 25, graph: { name: "m", implementation: "SKLEARN_SERVER", modelUri: "gs://b/m" } },
    ],
  },
});

test.each(["v1", "v1alpha2", "v1alpha3"])(
  "an object of %s is judged, and the refusal names the webhook",
  async version => {
    const { code, body } = await server.send("POST", path(version), seldon(version, "s", 90));
    expect(code).toBe(422);
    expect(textAt(body, "message")).toBe(
      'admission webhook "v1.vseldondeployment.kb.io" denied the request: SeldonDeployment.machinelearing.seldon.io "" is invalid: ' +
        'spec: Invalid value: "a": Traffic must sum to 100 for multiple predictors',
    );
    expect(valueAt(body, "details", "kind")).toBe("SeldonDeployment");
  },
);

test("a refusal for which the webhook gives no reason has none, so that kubectl names none", async () => {
  const { code, body } = await server.send("POST", path("v1"), seldon("v1", "big", 2 ** 31));
  expect(code).toBe(400);
  expect(body).not.toHaveProperty("reason");
  expect(textAt(body, "message")).toMatch(
    /^admission webhook "v1\.vseldondeployment\.kb\.io" denied the request: json: cannot unmarshal number 2147483648/,
  );
});

test("a good one is created, and a bad change of it refused; a change of its status is not asked about", async () => {
  expect((await server.send("POST", path("v1"), seldon("v1", "ok", 75))).code).toBe(201);
  const merge = { contentType: "application/merge-patch+json" };
  const { spec } = { spec: valueAt(seldon("v1", "ok", 80), "spec") };
  expect((await server.send("PATCH", `${path("v1")}/ok`, { spec }, merge)).code).toBe(422);
  expect((await server.send("PATCH", `${path("v1")}/ok/status`, { status: { state: "Available" } }, merge)).code).toBe(
    200,
  );
});

test("dry runs are asked about, too", async () => {
  expect((await server.send("POST", `${path("v1")}?dryRun=All`, seldon("v1", "dry", 90))).code).toBe(422);
});

test("when the webhook cannot be reached, failurePolicy decides", async () => {
  const config = webhookConfiguration({
    url: "https://127.0.0.1:1/x",
    caBundle: webhook.caBundle,
    operatorNamespace: "gone",
  });
  await server.send("POST", WEBHOOKS, config);
  const { code, body } = await server.send("POST", path("v1"), seldon("v1", "x", 75));
  expect([code, textAt(body, "message")]).toEqual([
    500,
    'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": failed to call webhook: ' +
      'Post "https://127.0.0.1:1/x?timeout=10s": dial tcp 127.0.0.1:1: connect: connection refused',
  ]);
  const patch = [{ op: "replace", path: "/webhooks/0/failurePolicy", value: "Ignore" }];
  await server.send("PATCH", `${WEBHOOKS}/${config.metadata.name}`, patch, {
    contentType: "application/json-patch+json",
  });
  expect((await server.send("POST", path("v1"), seldon("v1", "x", 75))).code).toBe(201);
});
