// Secrets for the storage initializer: what the initializer makes of them, and that no credential gets into a text.
import { expect, test } from "vitest";
import { planStore, storeEnvironment } from "../store/index.ts";
import { modelPlaces } from "../artifact/index.ts";
import {
  fieldProblem,
  fieldValue,
  formsFor,
  placeholderManifest,
  repairEntries,
  secretCommand,
  secretEntries,
  secretPath,
  type NamedSecret,
  type StoreForm,
} from "./index.ts";

const PLANTED = "planted-credential";

function formOf(id: StoreForm["id"]): StoreForm {
  const found = formsFor("s3").find(form => form.id === id);
  if (!found) throw new Error(`There is no form ${id}.`);
  return found;
}

function answered(form: StoreForm): ReadonlyMap<string, string> {
  const value = (option: string): string =>
    option === "SERVICE_ACCOUNT_CREDENTIALS" ? `{"private_key":"${PLANTED}"}` : PLANTED;
  return new Map(
    form.fields.map(({ option, isCredential, example = "" }) => [option, isCredential ? value(option) : example]),
  );
}

test.each(formsFor("s3").map(form => [form.id, form] as const))("rclone opens the store of %s", (_, form) => {
  const entries = secretEntries(form, form.remote, answered(form));
  const plan = planStore({ modelUri: `${form.remote}://models/iris`, environment: storeEnvironment(entries) });
  // Stores that are not looked into are opened by rclone all the same; a role's keys are the pod's own.
  expect(plan.kind).toBe(["minio", "aws-keys", "s3"].includes(form.id) ? "s3" : "unsupported");
  if (plan.kind === "s3") expect([plan.bucket, plan.notices]).toEqual(["models", []]);
});

test("variables bear the name of the model URI's remote", () => {
  const keys = secretEntries(formOf("aws-role"), "my-s3", new Map([["REGION", "eu-central-1"]])).map(([key]) => key);
  expect(keys).toContain("RCLONE_CONFIG_MY-S3_TYPE");
});

test("a remote's name says which stores are offered first, and a strange one offers all", () => {
  expect(formsFor("gs")[0]?.id).toBe("gcs");
  expect(formsFor("azureblob")[0]?.id).toBe("azure");
  expect(formsFor("anything")).toHaveLength(6);
});

test.each(formsFor("s3").map(form => [form.id, form] as const))("no text of %s has a credential in it", (_, form) => {
  const secret: NamedSecret = { form, remote: "s3", name: "store", namespace: "models", answers: answered(form) };
  const texts = [placeholderManifest(secret), secretCommand(secret, { context: "lab" })];
  for (const text of texts) expect(text).not.toContain(PLANTED);
  const credentials = form.fields.filter(({ isCredential }) => isCredential);
  for (const { option } of credentials) expect(texts[1]).toContain(`="$${option}"`);
  expect(texts[0]?.match(/<[a-z-]+>/g) ?? []).toHaveLength(credentials.length);
});

test("the command names cluster and namespace twice, and quotes what a shell would read", () => {
  const secret: NamedSecret = {
    ...{ form: formOf("gcs"), remote: "gcs", name: "store", namespace: "models", answers: new Map() },
  };
  expect(secretCommand(secret, { context: "my lab" })).toBe(
    "kubectl --context 'my lab' -n models create secret generic store " +
      "--from-literal='RCLONE_CONFIG_GCS_TYPE=google cloud storage' --from-literal=RCLONE_CONFIG_GCS_ANONYMOUS=false " +
      '--from-literal=RCLONE_CONFIG_GCS_SERVICE_ACCOUNT_CREDENTIALS="$SERVICE_ACCOUNT_CREDENTIALS" ' +
      "--dry-run=client -o yaml | kubectl --context 'my lab' -n models apply -f -",
  );
});

test.each([
  ["http://minio.minio.svc.cluster.local:9000", undefined],
  ["https://store.example", undefined],
  ["minio:9000", "begins with http"],
  ["http://localhost:9000", "S09"],
  ["http://127.0.0.1:9000", "S09"],
  ["http://minio:9000/bucket", "bucket"],
  ["http://user:word@minio:9000", "password"],
  ["", "empty"],
])("endpoint %j", (text, words) => {
  const field = formOf("minio").fields.find(({ option }) => option === "ENDPOINT");
  const problem = field && fieldProblem(field, text);
  if (words === undefined) expect(problem).toBeUndefined();
  else expect(problem).toContain(words);
});

test("what comes in by copying is taken off, and a key file becomes one line", () => {
  const [secretKey] = formOf("minio").fields.slice(-1);
  expect(secretKey && fieldValue(secretKey, " key\n")).toBe("key");
  const [keyFile] = formOf("gcs").fields;
  if (!keyFile) throw new Error("The form asks for nothing.");
  expect(fieldValue(keyFile, '{\n  "type": "service_account"\n}\n')).toBe('{"type":"service_account"}');
  expect(fieldProblem(keyFile, "{")).toContain("JSON");
});

test("entries that are to blame come first, and one that is missing is offered", () => {
  const environment = storeEnvironment([
    ["RCLONE_CONFIG_S3_TYPE", "s3"],
    ["RCLONE_CONFIG_S3_SECRET_ACCESS_KEY", PLANTED],
  ]);
  const plan = planStore({ modelUri: "s3://models/iris", environment });
  if (plan.kind !== "fails") throw new Error("Half a pair of keys is no pair (F12).");
  const entries = repairEntries("s3", [...environment.keys()], { kind: "fails", plan });
  expect(entries[0]).toMatchObject({ key: "RCLONE_CONFIG_S3_ACCESS_KEY_ID", isSet: false, isToBlame: true });
  expect(entries.find(({ key }) => key.endsWith("SECRET_ACCESS_KEY"))?.field.isCredential).toBe(true);
  expect(entries.find(({ key }) => key.endsWith("TYPE"))?.field.isCredential).toBe(false);
});

test("the path leads to the unit that lacks its Secret, however deep it is", () => {
  const unit = { name: "scorer", modelUri: "s3://models/iris" };
  const graph = { name: "router", children: [{ name: "other" }, { name: "inner", children: [unit] }] };
  const deployment = { spec: { predictors: [{ name: "main", graph }] } };
  const [place] = modelPlaces(deployment);
  expect(place && secretPath(deployment, place)).toEqual([
    "spec",
    "predictors",
    0,
    "graph",
    "children",
    1,
    "children",
    0,
    "envSecretRefName",
  ]);
});
