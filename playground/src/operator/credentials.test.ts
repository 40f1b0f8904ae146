// Keys of the old kind, against seldon-facts §4.
import { describe, expect, it } from "vitest";
import type { Secret } from "../kubernetes/workload-types.ts";
import { operatorConfig } from "./config.ts";
import { plan } from "./plan.ts";
import { containerNamed, deploymentNamed, manifest } from "./testing/manifest.ts";

const secret = (name: string, keys: readonly string[]): Secret => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name },
  data: Object.fromEntries(keys.map(key => [key, "c2VjcmV0"])),
});
const sdep = manifest(`
  predictors:
    - name: p
      graph: { name: m, implementation: SKLEARN_SERVER, modelUri: "s3://b/m", serviceAccountName: loader }`);
const planWith = (...secrets: Secret[]) =>
  plan(sdep, { config: operatorConfig(), accountSecrets: new Map([["loader", secrets]]) });

describe("a service account's Secrets", () => {
  it("give the initializer AWS keys by reference, and never their values", () => {
    const components = planWith(secret("aws", ["awsAccessKeyID", "awsSecretAccessKey"]));
    expect(containerNamed(components, "m-model-initializer").env).toEqual([
      { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "aws", key: "awsAccessKeyID" } } },
      { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "aws", key: "awsSecretAccessKey" } } },
    ]);
    expect(JSON.stringify(components)).not.toContain("c2VjcmV0");
    expect(deploymentNamed(components, "iris-p-0-m").spec.template.spec.serviceAccountName).toBe("loader");
  });

  it("give it Google's key as a file", () => {
    const components = planWith(secret("gcp", ["gcloud-application-credentials.json"]));
    const initializer = containerNamed(components, "m-model-initializer");
    expect(initializer.env).toEqual([
      { name: "GOOGLE_APPLICATION_CREDENTIALS", value: "/var/secrets/gcloud-application-credentials.json" },
    ]);
    expect(initializer.volumeMounts?.at(-1)).toMatchObject({ mountPath: "/var/secrets/" });
  });

  it("change nothing where they hold other keys, or the account does not exist", () => {
    for (const components of [planWith(secret("other", ["token"])), plan(sdep, { config: operatorConfig() })]) {
      expect(containerNamed(components, "m-model-initializer").env).toBeUndefined();
    }
  });
});
