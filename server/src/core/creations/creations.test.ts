import { describe, expect, test } from "vitest";
import { allRules, lintText } from "../index.ts";
import { combinerClassFile, modelImageFile, packEnvironmentFile, storeSecretFile, storesFor } from "./index.ts";

const DEPLOYMENT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
  namespace: models
spec:
  predictors:
    - name: default
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: REMOTE://models/churn
        envSecretRefName: seldon-rclone-secret
`;

describe("a Secret for a store", () => {
  const all = ["s3", "minio", "gcs", "azureblob", "azure"].flatMap(remote =>
    storesFor(remote).map(store => [remote, store.name, store] as const),
  );

  test.each(all)("%s in %s is what the initializer reads, and holds placeholders only", (remote, _, store) => {
    const { name, text } = storeSecretFile(store, remote, "seldon-rclone-secret", "models");
    expect(name).toBe("seldon-rclone-secret.yaml");
    const whole = `${DEPLOYMENT.replace("REMOTE", remote)}---\n${text}`;
    const found = lintText(whole, { rules: allRules, onCrash: "throw" }).findings;
    expect(found.map(({ rule, messageId }) => `${rule}/${messageId}`)).toEqual([]);
    for (const key of ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "CREDENTIALS", "_KEY", "ACCOUNT"])
      for (const line of text.split("\n").filter(one => one.includes(`${key}:`))) expect(line).toMatch(/: <.+>$/);
  });

  test("has the namespace of the deployment, and none where that has none", () => {
    const [store] = storesFor("s3");
    if (!store) throw new Error("no store");
    expect(storeSecretFile(store, "s3", "a", "models").text).toContain("\n  namespace: models\n");
    expect(storeSecretFile(store, "s3", "a", undefined).text).not.toContain("namespace:\n");
  });

  test("nobody knows what another remote is", () => {
    expect(storesFor("warehouse")).toEqual([]);
  });
});

test("files for a model name the unit and the versions that go together", () => {
  expect(modelImageFile("classifier", "1.17.1").name).toBe("Dockerfile.classifier");
  expect(modelImageFile("classifier", "1.17.1").text).toContain("seldon-core==1.17.1");
  expect(packEnvironmentFile("1.3.5").text).toContain("mlserver==1.3.5 mlserver-mlflow==1.3.5");
  expect(combinerClassFile("average", "1.17.1").text).toContain("def aggregate(self, features");
});

test("files that are made give no findings themselves", () => {
  for (const { name, text } of [modelImageFile("classifier", "1.17.1"), packEnvironmentFile("1.3.5")])
    expect(lintText(text, { rules: allRules, fileName: name, onCrash: "throw" }).findings).toEqual([]);
});
