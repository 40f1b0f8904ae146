// The webhook over HTTPS, asked as an API server asks it.
import { request } from "node:https";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority, issue } from "../kubernetes/certificates.ts";
import { startAdmissionWebhook, type AdmissionWebhook } from "./admission-webhook.ts";
import { webhookConfiguration } from "./webhook-configuration.ts";

const ca = createCertificateAuthority("webhook-ca");
let webhook: AdmissionWebhook;

beforeAll(async () => {
  const issued = issue(ca, { commonName: "seldon-webhook-service", hosts: ["127.0.0.1"], validDays: 1 });
  webhook = await startAdmissionWebhook({ ...issued, authority: ca.certificate });
});

afterAll(() => webhook.close());

function deployment(traffic: number): object {
  const graph = { name: "m", implementation: "SKLEARN_SERVER", modelUri: "s3://b/m" };
  const predictors = [
    { name: "main", traffic: 90, graph },
    { name: "canary", traffic, graph },
  ];
  return { apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment", spec: { name: "iris", predictors } };
}

function reviewOf(object: object, operation = "CREATE"): object {
  return { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request: { uid: "u-1", operation, object } };
}

function post(body: string, url = webhook.url, method = "POST"): Promise<{ code: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca: ca.certificate }, response => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ code: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function ask(object: object, operation?: string): Promise<unknown> {
  return JSON.parse((await post(JSON.stringify(reviewOf(object, operation)))).body);
}

describe("a review", () => {
  test("is allowed where nothing is wrong", async () => {
    const answer = {
      apiVersion: "admission.k8s.io/v1",
      kind: "AdmissionReview",
      response: { uid: "u-1", allowed: true },
    };
    expect(await ask(deployment(10))).toEqual(answer);
  });

  test("is refused with 422, spec.name, the misspelt group and a cause per mistake (seldon-facts §2.1)", async () => {
    const message =
      'SeldonDeployment.machinelearing.seldon.io "iris" is invalid: spec: Invalid value: "main": Traffic must sum to 100 for multiple predictors';
    expect(await ask(deployment(20))).toMatchObject({
      response: {
        allowed: false,
        status: {
          code: 422,
          reason: "Invalid",
          message,
          details: {
            group: "machinelearing.seldon.io",
            causes: [
              {
                reason: "FieldValueInvalid",
                field: "spec",
                message: 'Invalid value: "main": Traffic must sum to 100 for multiple predictors',
              },
            ],
          },
        },
      },
    });
  });

  test("of an update is judged, of a delete is not", async () => {
    expect(await ask(deployment(20), "UPDATE")).toMatchObject({ response: { allowed: false } });
    expect(await ask(deployment(20), "DELETE")).toMatchObject({ response: { allowed: true } });
  });

  test("of numbers beyond 32 bits is refused as Go's decoder does", async () => {
    const message =
      "json: cannot unmarshal number 2147483648 into Go struct field PredictorSpec.spec.predictors.traffic of type int32";
    expect(await ask(deployment(2 ** 31))).toMatchObject({
      response: { allowed: false, status: { code: 400, message } },
    });
  });
});

describe("the server", () => {
  test("knows one path, one method and one kind of body", async () => {
    const other = new URL(webhook.url);
    other.pathname = "/mutate";
    expect((await post("{}", other.href)).code).toBe(404);
    expect((await post("", webhook.url, "GET")).code).toBe(405);
    expect((await post("no json")).code).toBe(400);
    expect((await post("{}")).code).toBe(400);
  });

  test("listens on loopback", () => {
    expect(new URL(webhook.url).hostname).toBe("127.0.0.1");
  });
});

test("is registered under the chart's names and leaves out what other operators look after", () => {
  const configuration = webhookConfiguration(webhook);
  const notForOthers = { matchExpressions: [{ key: "seldon.io/controller-id", operator: "DoesNotExist" }] };
  expect(configuration).toMatchObject({
    metadata: { name: "seldon-validating-webhook-configuration-seldon-system" },
    webhooks: [
      {
        name: "v1.vseldondeployment.kb.io",
        failurePolicy: "Fail",
        sideEffects: "None",
        namespaceSelector: notForOthers,
        objectSelector: notForOthers,
        clientConfig: { url: webhook.url },
      },
    ],
  });
});
