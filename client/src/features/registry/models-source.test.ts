// What the view keeps of a registry, asked of a server that refuses the first question.
import { expect, test } from "vitest";
import { startMlflowServer } from "../../../../test/support/mlflow-server.ts";
import { openRegistry } from "../../live/registry/index.ts";
import { ModelsSource } from "./models-source.ts";

test("what was refused is asked again, what was answered is not", async () => {
  let refusals = 1;
  const server = await startMlflowServer(
    { models: { churn: [{ version: "1", source: "s3://mlflow/1/aa/artifacts/model" }] } },
    {
      intercept: (_, response) => {
        if (refusals-- <= 0) return false;
        response.writeHead(403, { "content-type": "application/json" });
        response.end(JSON.stringify({ error_code: "PERMISSION_DENIED", message: "Permission denied" }));
        return true;
      },
    },
  );
  const nowhere = (): Promise<never> => Promise.reject(new Error("An address needs no cluster"));
  const source = new ModelsSource({
    open: () => openRegistry({ kind: "address", address: server.url }, nowhere, {}),
    destination: "",
  });
  await expect(source.models()).rejects.toMatchObject({ reason: "forbidden" });
  expect((await source.models()).map(({ name }) => name)).toEqual(["churn"]);
  await source.models();
  expect(server.requests).toHaveLength(2);
  await server.close();
});
