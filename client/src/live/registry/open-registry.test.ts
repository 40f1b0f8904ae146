// Where an MLflow server can be, as people write it.
import { expect, test } from "vitest";
import { registryPlace, settlePlace } from "./index.ts";

test.each([
  ["http://localhost:5000/", { kind: "address", address: "http://localhost:5000" }],
  ["https://host/tools/mlflow", { kind: "address", address: "https://host/tools/mlflow" }],
  ["mlflow/mlflow-server:5000", { kind: "service", namespace: "mlflow", name: "mlflow-server", port: 5000 }],
  [
    "minikube/mlflow/web:http",
    { kind: "service", context: "minikube", namespace: "mlflow", name: "web", port: "http" },
  ],
  [
    "arn:aws:eks:eu-west-1:1234:cluster/ml/mlflow/mlflow:80",
    {
      kind: "service",
      context: "arn:aws:eks:eu-west-1:1234:cluster/ml",
      namespace: "mlflow",
      name: "mlflow",
      port: 80,
    },
  ],
])("%s", (where, place) => {
  expect(registryPlace(where)).toEqual(place);
});

test.each(["", "mlflow", "localhost:5000", "sqlite:///mlruns.db", "ftp://host/mlflow:5000"])("%j is none", where => {
  expect(() => registryPlace(where)).toThrow(/MLflow address/);
});

test.each([
  ["mlflow/web:5000", "staging/mlflow/web:5000"],
  ["prod/mlflow/web:5000", "prod/mlflow/web:5000"],
  [" https://host/mlflow ", "https://host/mlflow"],
])("credentials for %s are kept for %s", async (where, name) => {
  expect((await settlePlace(where, () => Promise.resolve("staging"))).name).toBe(name);
});

test("another current context is another place, whatever the setting says", async () => {
  const [one, other] = await Promise.all(
    ["staging", "prod"].map(context => settlePlace("mlflow/web:5000", () => Promise.resolve(context))),
  );
  expect(one?.name).not.toBe(other?.name);
  expect(other?.place).toMatchObject({ kind: "service", context: "prod" });
});
